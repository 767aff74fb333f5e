/** What somebody wrote at length: its paragraphs and line breaks, nothing else. */
export const Prose = ({ text }: { text: string }) => (
  <div class="prose">
    {text
      .split(/\r?\n\s*\r?\n/)
      .filter((paragraph) => paragraph.trim() !== '')
      .map((paragraph) => (
        <p>{paragraph.trim()}</p>
      ))}
  </div>
);

/** A link to an address that people gave: shown as text when it is no web address. */
export const WebLink = ({ url, label }: { url: string; label?: string }) =>
  /^https?:\/\//i.test(url) ? (
    <a href={url} rel="noopener noreferrer external">
      {label ?? url}
    </a>
  ) : (
    <span>{url}</span>
  );

/** An address one can write to. */
export const MailLink = ({ email }: { email: string }) => <a href={`mailto:${encodeURI(email)}`}>{email}</a>;

/** A number one can call, not cut at the end of a line. */
export const PhoneLink = ({ phone }: { phone: string }) => (
  <a href={`tel:${phone.replaceAll(/[^+\d]/g, '')}`}>{phone.replaceAll(' ', '\u00a0')}</a>
);
