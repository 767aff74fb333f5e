import { attachment } from '../../api/content-disposition.ts';

describe('the name of a download', () => {
  it.each([
    ['rapport.pdf', `attachment; filename="rapport.pdf"; filename*=UTF-8''rapport.pdf`],
    ['Été.pdf', `attachment; filename="Ete.pdf"; filename*=UTF-8''%C3%89t%C3%A9.pdf`],
    ['a"b\\c%.pdf', `attachment; filename="a_b_c_.pdf"; filename*=UTF-8''a%22b%5Cc%25.pdf`],
    [`l'avis (1)*.odt`, `attachment; filename="l'avis (1)*.odt"; filename*=UTF-8''l%27avis%20%281%29%2A.odt`],
    ['報告.docx', `attachment; filename="__.docx"; filename*=UTF-8''%E5%A0%B1%E5%91%8A.docx`],
  ])('%s is written for old and new programs (RFC 6266, RFC 5987)', (name, header) => {
    expect(attachment(name)).toBe(header);
  });

  it('can hold no line of its own', () => {
    expect(attachment('a\r\nSet-Cookie: b')).not.toMatch(/[\r\n]/);
  });
});
