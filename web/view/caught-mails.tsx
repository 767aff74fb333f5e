/** Where one reads the mails of an installation on trial, which delivers none; nothing where they are delivered. */
export const CaughtMails = ({ at }: { at: string | undefined }) =>
  at ? (
    <p class="muted">
      Installation d’essai&nbsp;: les courriels n’en sortent pas. Ils se lisent dans{' '}
      <a href={at}>la messagerie d’essai</a>.
    </p>
  ) : null;
