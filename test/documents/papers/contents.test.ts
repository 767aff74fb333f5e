import { printSpecimen } from './print-specimen.ts';
import { flat, type Node, type ReadPage, readingOf, readPdf, textOf } from './read-pdf.ts';
import { ATTESTATION, COMPLETION, SPECIMENS, type Specimen } from './specimens.ts';

const read = async (specimen: Specimen) => readPdf(await printSpecimen(specimen));
const headings = (pages: readonly ReadPage[]) =>
  readingOf(pages)
    .filter(({ role }) => /^H\d$/.test(role))
    .map(({ role, text }) => `${role} ${text}`);
/** The rows of the tables, each as the texts of its cells. */
const rowsOf = (pages: readonly ReadPage[]) =>
  readingOf(pages)
    .filter(({ role }) => role === 'TR')
    .map(({ children }) => children.map(({ text }) => text));
const figures = (nodes: readonly Node[]) => flat(nodes).filter(({ role }) => role === 'Figure');

describe('an attestation de validation', () => {
  it('says who has validated what, when, with whom, under which number', async () => {
    const { pages, info } = await read(SPECIMENS.attestation);
    expect(pages).toHaveLength(1);
    expect(textOf(pages)).toContain(
      'Centre régional des Pays de la Loire (démonstration) atteste que Marie Durand a validé l’unité d’activité UA-INFO – Rapport d’activité en informatique, au vu de son rapport d’activité et de l’avis motivé rendu le 5 mars 2027.',
    );
    expect(rowsOf(pages)).toEqual([
      ['Auditeur ou auditrice', 'Marie Durand'],
      ['Diplôme visé', 'Licence Informatique générale'],
      ['Unité d’activité', 'UA-INFO – Rapport d’activité en informatique'],
      ['Inscription à la prestation', '1er octobre 2026'],
      ['Avis motivé « validé »', 'rendu le 5 mars 2027'],
      ['Accompagnement et évaluation', 'Élise Garnier'],
      ['Dossier', 'JAL-2026-00042'],
      ['Attestation délivrée', 'le 5 mars 2027'],
    ]);
    expect(info).toMatchObject({
      Title: 'Attestation de validation de l’unité d’activité n° ATT-2027-00042 – Marie Durand, dossier JAL-2026-00042',
      Author: 'Centre régional des Pays de la Loire (démonstration)',
      Language: 'fr-FR',
      CreationDate: 'D:20270305130427Z',
      ModDate: 'D:20270305130427Z',
    });
  });

  it('can be checked: its code in groups of four, the address as a link that says where it leads, and a QR code', async () => {
    const [page] = (await read(SPECIMENS.attestation)).pages;
    expect(textOf([page!])).toContain('Code : 7Q3M-9XKD-0VTR-2H5B');
    const url = 'https://jalons.example/verify/7Q3M-9XKD-0VTR-2H5B';
    expect(page?.links).toEqual([{ url, contents: `Vérifier cette attestation à l’adresse ${url}` }]);
    expect(readingOf([page!])).toContainEqual(expect.objectContaining({ role: 'Link', text: url }));
    expect(figures(page!.structure)).toMatchObject([{ alt: `Code QR qui mène à ${url}` }]);
  });

  it('is read in the order in which it is seen', async () => {
    const { pages } = await read(SPECIMENS['attestation-logo-png']);
    const roles = pages[0]!.structure.flatMap(({ children }) => children.map(({ role }) => role));
    expect(roles).toEqual([
      'Figure',
      'P',
      'P',
      'H1',
      'P',
      'P',
      'Table',
      ...Array(5).fill('P'),
      'H2',
      'P',
      'P',
      'P',
      'Figure',
    ]);
    expect(figures(pages[0]!.structure)[0]?.alt).toBe(
      'Logo\u00a0: Centre régional des Pays de la Loire (démonstration)',
    );
  });

  it('says on a copy, before anything else, that it was replaced, and has no place to sign', async () => {
    const { pages, info } = await read(SPECIMENS['attestation-replaced']);
    const text = textOf(pages);
    expect(text).toContain(
      'Copie sans valeur depuis le 1er avril 2027 : l’avis a été corrigé, et l’attestation n° ATT-2027-00051 remplace celle-ci.',
    );
    expect(text.indexOf('Copie sans valeur')).toBeLessThan(text.indexOf('atteste que'));
    expect(text).not.toContain('Signature et cachet');
    expect(info.Title).toContain('(copie sans valeur)');
    const withdrawn = { ...ATTESTATION, ended: { as: 'withdrawn', on: '2027-04-01' } } as const;
    expect(textOf((await read({ kind: 'attestation', paper: withdrawn })).pages)).toContain(
      'l’avis a été corrigé, et l’attestation retirée.',
    );
  });

  it('has no link where its address is none of the web', async () => {
    const paper = { ...ATTESTATION, verificationUrl: 'javascript:alert(1)' };
    const { pages } = await read({ kind: 'attestation', paper });
    expect(pages.flatMap(({ links }) => links)).toEqual([]);
    expect(textOf(pages)).toContain('javascript:alert(1)');
  });
});

describe('an evaluation form', () => {
  it('is a grille d’évaluation, with each criterion met or not in words, and the mandatory ones marked', async () => {
    const { pages } = await read(SPECIMENS.evaluation);
    expect(headings(pages)).toEqual(['H1 Grille d’évaluation', 'H2 Critères d’évaluation', 'H2 Motivation de l’avis']);
    const text = textOf(pages);
    expect(text).toContain('Mention : validé\nAvis rendu le 5 mars 2027 par Élise Garnier.');
    expect(text).toContain('Critères satisfaits : 5 sur 6. Formulaire en version 3.');
    const rows = rowsOf(pages).filter((row) => row.length === 3);
    expect(rows).toHaveLength(7);
    expect(rows[0]).toEqual(['Critère', 'Appréciation', 'Commentaire']);
    expect(rows[2]).toEqual([
      'L’expérience décrite relève du domaine de la certification et atteint la durée demandée. Critère obligatoire',
      'Satisfait',
      'Vingt-six mois dans un service informatique, attestés par deux employeurs.',
    ]);
    expect(rows[5]?.[1]).toBe('Non satisfait');
  });

  it('keeps the paragraphs and the line ends of the motivation', async () => {
    const { pages } = await read(SPECIMENS.evaluation);
    const all = readingOf(pages);
    const motivation = all.slice(all.findIndex(({ text }) => text === 'Motivation de l’avis') + 1);
    expect(motivation.map(({ role, text }) => `${role} ${text.slice(0, 22)}`)).toEqual([
      'P Le rapport rend compte',
      'P La partie consacrée à ',
      'P Points à approfondir :',
    ]);
    const lines = pages.at(-1)!.seen.filter(({ text }) => text.startsWith('–'));
    expect(lines).toHaveLength(2);
  });

  it('is a fiche navette for a certificat, and says which version of the avis it is, why, and the points', async () => {
    const { pages, info } = await read(SPECIMENS['evaluation-corrected']);
    // R20: a manager corrects, the tutor does not.
    expect(textOf(pages)).toContain('Avis corrigé par le centre, en date du 5 mars 2027.');
    expect(headings(pages)[0]).toBe('H1 Fiche navette');
    const text = textOf(pages);
    expect(text).toContain('Mention : non validé');
    expect(text).toContain('Cet avis (version 2) corrige et remplace le précédent.');
    expect(text).toContain(
      'Motif : Un critère obligatoire avait été coché par erreur. Le rapport a été relu avec la tutrice.',
    );
    expect(text).toContain('Critères satisfaits : 3 sur 4 (7 sur 10 points).');
    expect(info.Title).toContain('Fiche navette, version 2 de l’avis');
  });
});

describe('a relevé d’accompagnement', () => {
  it('lists dated lines, their minutes and their tutor, and the total against two hours', async () => {
    const { pages } = await read(SPECIMENS['tutoring-record']);
    const rows = rowsOf(pages).filter((row) => row.length !== 2);
    expect(rows).toContainEqual([
      '1er décembre 2026',
      'Questions sur le plan du rapport',
      'Élise Garnier',
      '20 minutes',
    ]);
    expect(rowsOf(pages)).toContainEqual(['Total', '1 h 35']);
    expect(textOf(pages)).toContain('Total : 1 h 35 sur 2 h comprises dans la prestation\nTemps restant : 25 minutes.');
  });

  it('gives each confirmation with its hour in Paris', async () => {
    const { pages } = await read(SPECIMENS['tutoring-record']);
    expect(rowsOf(pages)).toContainEqual(['5 mars 2027 à 9 h 12', 'Marie Durand', '1 h 35']);
    expect(textOf(pages)).not.toContain('a changé depuis');
  });

  it('flags what goes beyond the two hours, and a confirmation that is no longer of the whole', async () => {
    const text = textOf((await read(SPECIMENS['tutoring-record-exceeded'])).pages);
    expect(text).toContain('Dépassement : 35 minutes au-delà de la durée comprise dans la prestation.');
    expect(text).toContain('Le relevé a changé depuis la dernière confirmation.');
  });

  it('says that there is nothing, and no confirmation, where there is none', async () => {
    const text = textOf((await read(SPECIMENS['tutoring-record-empty'])).pages);
    expect(text).toContain('Aucun temps d’accompagnement n’est enregistré.');
    expect(text).toContain('Ce relevé n’a pas été confirmé à ce jour.');
  });
});

describe('a certificat de réalisation', () => {
  it('tells a funder who did what, when, how long, at a distance, within which frame', async () => {
    const { pages } = await read(SPECIMENS['completion-certificate']);
    expect(rowsOf(pages)).toEqual(
      expect.arrayContaining([
        ['Financeur', 'Opérateur de compétences (exemple)'],
        ['Bénéficiaire', 'Marie Durand'],
        ['Action', 'Prestation d’accompagnement à la validation de l’unité d’activité'],
        ['Nature de l’action', 'Action de formation'],
        ['Cadre', 'Convention n° 2026-118 du 1er octobre 2026'],
        ['Dates', 'du 5 novembre 2026 au 5 mars 2027'],
        ['Durée réalisée', '1 h 35 d’accompagnement individuel'],
        ['Modalité', 'À distance'],
        ['Réalisation', 'Menée à son terme'],
      ]),
    );
    expect(textOf(pages)).toContain(
      'Fait à Nantes, le 5 mars 2027\nHélène Le Goff\nDirectrice du centre\nSignature et cachet',
    );
  });

  it('says the same whether the report was validated or not: a funder is not told', async () => {
    const refused = { kind: 'completionCertificate', paper: { ...COMPLETION, outcome: 'not_validated' } } as const;
    const validated = { kind: 'completionCertificate', paper: COMPLETION } as const;
    expect(textOf((await read(refused)).pages)).toBe(textOf((await read(validated)).pages));
  });

  it('says that it was cut short, claims nothing that it was not given, and leaves lines to fill in', async () => {
    const { pages } = await read(SPECIMENS['completion-certificate-interrupted']);
    const text = textOf(pages);
    expect(text).toContain('Marie Durand a commencé l’action décrite ci-dessous, le 5 novembre 2026, à distance.');
    expect(rowsOf(pages)).toContainEqual(['Réalisation', 'Interrompue avant son terme, par abandon']);
    expect(text).not.toMatch(/Financeur|Nature de l’action|Cadre|Tuteur/);
    expect(text).toContain('Fait le 5 mars 2027, à\nNom\nQualité\nSignature et cachet');
  });
});
