import { inFrench } from '../../domain/dates.ts';
import { semesterInFrench } from '../../domain/semester.ts';
import type { Quote } from '../../services/quote.ts';
import { Badge, Notice } from '../view/badge.tsx';
import { type Fact, Facts } from '../view/card.tsx';
import { inEuros } from './euros.ts';

/** What a registration comes to so far: price, dates, and what the rules say of it. */
export const QuotePanel = ({ quote }: { quote: Quote }) => (
  <>
    <Facts facts={factsOf(quote)} />
    {quote.refusals.map(({ message }) => (
      <Notice tone="warning">
        <p>{message}</p>
      </Notice>
    ))}
  </>
);

const factsOf = (quote: Quote): Fact[] => [
  { label: 'Prix', value: priceIn(quote) },
  { label: 'Conditions', value: eligibilityIn(quote) },
  { label: 'Semestre', value: semesterInFrench(quote.semester) },
  { label: 'Limite de la prestation', value: inFrench(quote.limit) },
  {
    label: 'Période d’inscription',
    value: quote.registrationOpen ? (
      <Badge tone="success">Ouverte</Badge>
    ) : (
      <Badge tone="warning">Fermée{'\u00a0'}: motif attendu</Badge>
    ),
  },
  {
    label: 'Unité d’activité',
    value: quote.activityUnit && `${quote.activityUnit.title} (${quote.activityUnit.code})`,
  },
  {
    label: 'Expérience demandée',
    value: quote.certification && `${quote.certification.minExperienceMonths}\u00a0mois, acquise ou en cours`,
  },
];

function eligibilityIn({ eligible }: Quote) {
  if (eligible === undefined) return 'Dès que la certification, les unités validées et l’expérience sont indiquées';
  return eligible ? <Badge tone="success">Remplies</Badge> : <Badge tone="warning">Pas remplies</Badge>;
}

function priceIn({ priceCents, certification }: Quote) {
  if (priceCents !== undefined) return <strong class="price">{inEuros(priceCents)}</strong>;
  if (certification?.tariff === 'on_request') return 'Sur demande\u00a0: indiquez le prix convenu';
  return 'Dès que la certification et le financement sont choisis';
}
