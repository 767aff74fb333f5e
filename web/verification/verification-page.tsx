import { inFrench } from '../../domain/dates.ts';
import type { Verification } from '../../services/verification.ts';
import type { FormState } from '../form.ts';
import { paths } from '../paths.ts';
import { Notice, type Tone } from '../view/badge.tsx';
import { Actions, Button, LinkButton } from '../view/button.tsx';
import { Card, Facts } from '../view/card.tsx';
import { Field } from '../view/field.tsx';
import { PageHead } from '../view/page-head.tsx';

type Status = Verification['status'] | 'unknown';

export const TITLES: Record<Status, string> = {
  genuine: 'Attestation authentique',
  replaced: 'Attestation remplacée',
  withdrawn: 'Attestation retirée',
  unknown: 'Attestation inconnue',
};

const TONES: Record<Verification['status'], Tone> = { genuine: 'success', replaced: 'warning', withdrawn: 'danger' };

/** What an attestation is worth, and what it must say to be the one that bears this code. */
export const Found = ({ verification }: { verification: Verification }) => {
  const { status, number, holder, certification, activityUnit, centre, givenOn, issuedOn } = verification;
  return (
    <>
      <PageHead title={TITLES[status]} />
      <Notice tone={TONES[status]}>
        <p>{verdictOf(verification)}</p>
      </Notice>
      <Card>
        <Facts
          facts={[
            { label: 'Numéro', value: number },
            { label: 'Initiales du titulaire', value: holder },
            { label: 'Certification', value: certification },
            { label: 'Unité d’activité', value: `${activityUnit.title} (${activityUnit.code})` },
            { label: 'Avis «\u00a0validé\u00a0» rendu le', value: inFrench(givenOn) },
            { label: 'Attestation délivrée le', value: inFrench(issuedOn) },
            { label: 'Centre', value: centre },
          ]}
        />
      </Card>
      <p>
        Comparez ces lignes à celles du document qui vous est présenté{'\u00a0'}: si l’une diffère, il n’est pas celui
        que le centre a délivré. Du titulaire, seules les initiales sont montrées ici.
      </p>
      <Actions>
        <LinkButton href={paths.verify()} look="secondary">
          Vérifier une autre attestation
        </LinkButton>
      </Actions>
    </>
  );
};

function verdictOf({ status, endedOn }: Verification): string {
  if (status === 'genuine') return 'Cette attestation est authentique et en vigueur.';
  const on = endedOn ? ` le ${inFrench(endedOn)}` : '';
  return status === 'replaced'
    ? `Cette attestation a bien été délivrée, puis remplacée${on}\u00a0: elle n’est plus en vigueur. Demandez à son titulaire celle qui la remplace.`
    : `Cette attestation a bien été délivrée, puis retirée${on}\u00a0: elle n’est plus en vigueur.`;
}

/** No attestation bears the code; it may be typed again. */
export const Unknown = ({ form }: { form: FormState }) => (
  <>
    <PageHead title={TITLES.unknown} />
    <Notice tone="danger">
      <p>Aucune attestation ne porte ce code.</p>
    </Notice>
    <p>
      Relisez-le sur le document, puis saisissez-le de nouveau. S’il reste inconnu, le document n’a pas été délivré par
      un centre qui emploie ce service.
    </p>
    <Code form={form} />
  </>
);

/** Where a code is typed. */
export const CodeForm = ({ form }: { form: FormState }) => (
  <>
    <PageHead title="Vérifier une attestation">
      <p>Chaque attestation de validation de l’unité d’activité porte un code, et un QR code qui mène ici.</p>
    </PageHead>
    <Code form={form} />
  </>
);

/** Asked for by its address, so that the answer can be kept and shown again: nothing is sent that is not in it. */
const Code = ({ form }: { form: FormState }) => (
  <form method="get" action={paths.verify()}>
    <Field
      form={form}
      name="code"
      label="Code de vérification"
      hint="16 caractères, lettres et chiffres, par exemple 7Q3M-9XKD-0VTR-2H5B. Les tirets et les majuscules ne comptent pas."
      required
      autocomplete="off"
      maxlength={100}
      width="medium"
    />
    <Button>Vérifier</Button>
  </form>
);
