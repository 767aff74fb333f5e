import { type Html, html } from './html.ts';

/** A whole page, in French. */
export const page = (title: string, main: Html): string =>
  html`<!doctype html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow">
<title>${title} – Jalons</title>
<link rel="stylesheet" href="/styles.css">
</head>
<body>
<header><p><a href="/">Jalons</a></p></header>
<main>${main}</main>
</body>
</html>
`.text;

export const STYLES = `:root { color-scheme: light dark; }
body { margin: 0 auto; max-width: 44rem; padding: 1rem; font: 1.0625rem/1.6 system-ui, sans-serif; }
header p { font-weight: 600; margin: 0; }
h1 { font-size: 1.6rem; line-height: 1.25; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .4rem 1.2rem; }
dt { font-weight: 600; }
dd { margin: 0; }
ol { padding-left: 1.4rem; }
[aria-current] { font-weight: 700; }
@media (max-width: 32rem) { dl { grid-template-columns: 1fr; } }
`;
