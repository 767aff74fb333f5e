import type { Knex } from 'knex';

/**
 * The schema as text, from PostgreSQL's catalog: tables with their columns and constraints, indexes, sequences, functions
 * and triggers, in a stable order. Knex's own tables are left out.
 */
export async function dumpSchema(database: Knex): Promise<string> {
  const tables = await textsOf(database, TABLES);
  const indexes = await textsOf(database, INDEXES);
  const sequences = await textsOf(database, SEQUENCES);
  const functions = await textsOf(database, FUNCTIONS);
  const triggers = await textsOf(database, TRIGGERS);
  return `${[HEADER, ...sequences, ...tables, ...indexes, ...functions, ...triggers].join('\n\n')}\n`;
}

const HEADER = '-- Written by `npx tsx db/write-schema.ts`: do not edit; change the migrations.';

async function textsOf(database: Knex, sql: string): Promise<string[]> {
  const { rows } = await database.raw<{ rows: { text: string }[] }>(sql);
  return rows.map(({ text }) => text.trim());
}

const OURS = `c.relnamespace = 'public'::regnamespace and c.relname not like 'knex\\_%'`;

const TABLES = `
  with columns as (
    select a.attrelid as relation, 1 as part, a.attnum::int as place,
      a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || case a.attidentity when 'a' then ' generated always as identity' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') as line, '' as name
    from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where a.attnum > 0 and not a.attisdropped
  ), constraints as (
    select conrelid, 2, 0, 'constraint ' || conname || ' ' || pg_get_constraintdef(oid), conname
    from pg_constraint where contype in ('p', 'u', 'c', 'f')
  ), lines as (select * from columns union all select * from constraints)
  select 'create table ' || c.relname || E' (\\n  ' ||
    string_agg(line, E',\\n  ' order by part, place, name collate "C") || E'\\n);' as text
  from pg_class c join lines on lines.relation = c.oid
  where c.relkind = 'r' and ${OURS} group by c.relname order by c.relname collate "C"`;

const INDEXES = `
  select pg_get_indexdef(i.indexrelid) || ';' as text
  from pg_index i join pg_class c on c.oid = i.indrelid
  where ${OURS} and not exists (select 1 from pg_constraint k where k.conindid = i.indexrelid and k.contype <> 'f')
  order by i.indexrelid::regclass::text collate "C"`;

const SEQUENCES = `
  select 'create sequence ' || c.relname || ';' as text from pg_class c
  where c.relkind = 'S' and ${OURS}
    and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype in ('i', 'a'))
  order by c.relname collate "C"`;

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) || ';' as text from pg_proc p
  where p.pronamespace = 'public'::regnamespace
    and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname collate "C"`;

const TRIGGERS = `
  select pg_get_triggerdef(t.oid) || ';' as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and ${OURS} order by t.tgname collate "C"`;
