import type { Child } from 'hono/jsx';
import { inFrench } from '../../domain/dates.ts';
import type { EnrolmentView } from '../../services/enrolment-view.ts';
import { paths } from '../paths.ts';
import { Card } from '../view/card.tsx';
import { WebLink } from '../view/prose.tsx';

/** The papers that can be had now, as PDF; the attestation first. */
export const PapersCard = ({ view }: { view: EnrolmentView }) => {
  const papers = papersOf(view);
  if (papers.length === 0) return null;
  return (
    <Card title="Documents officiels" id="papiers">
      {view.attestation ? <Attestation view={view} attestation={view.attestation} /> : null}
      <ul class="link-list">
        {papers.map(({ label, href }) => (
          <li>
            <a href={href}>{label}</a> <span class="muted">(PDF)</span>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const Attestation = ({
  view,
  attestation: { number, issuedOn, verificationUrl },
}: {
  view: EnrolmentView;
  attestation: NonNullable<EnrolmentView['attestation']>;
}): Child => (
  <div class="attestation">
    <p>
      <strong>{`Attestation de validation n°\u00a0${number}`}</strong>
      <br />
      <span class="muted">{`délivrée le ${inFrench(issuedOn)}`}</span>
    </p>
    <p>
      <a href={paths.attestationPdf(view.id)}>Télécharger l’attestation</a>
    </p>
    <p class="muted">
      Un employeur ou une école peut vérifier qu’elle est authentique&nbsp;:{' '}
      <WebLink url={verificationUrl} label="page de vérification" />
    </p>
  </div>
);

function papersOf({ id, avis, outcome, tutoringMinutes }: EnrolmentView): { label: string; href: string }[] {
  const hasTime = tutoringMinutes > 0;
  return [
    ...(avis ? [{ label: 'Évaluation remplie', href: paths.evaluationPdf(id) }] : []),
    ...(hasTime ? [{ label: 'Relevé d’accompagnement', href: paths.tutoringRecordPdf(id) }] : []),
    ...(hasTime && (avis || outcome)
      ? [{ label: 'Certificat de réalisation', href: paths.completionCertificatePdf(id) }]
      : []),
  ];
}
