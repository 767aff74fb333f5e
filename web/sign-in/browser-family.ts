/** The marks of browsers, the particular ones before those whose marks they also bear. */
const BROWSERS: readonly [RegExp, string][] = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\/|\bOpera\b/, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\bFirefox\/|\bFxiOS\//, 'Firefox'],
  [/Chrome\/|\bChromium\/|\bCriOS\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const SYSTEMS: readonly [RegExp, string][] = [
  [/\biPhone\b/, 'un iPhone'],
  [/\biPad\b/, 'un iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b|\bMacintosh\b/, 'un Mac'],
  [/\bLinux\b|\bCrOS\b/, 'Linux'],
];

/** « Firefox sur Windows »: what people recognise a device of theirs by, and no more of what a browser says of itself. */
export function browserFamily(userAgent = ''): string {
  const browser = BROWSERS.find(([mark]) => mark.test(userAgent))?.[1] ?? 'Navigateur inconnu';
  const system = SYSTEMS.find(([mark]) => mark.test(userAgent))?.[1];
  return system ? `${browser} sur ${system}` : browser;
}
