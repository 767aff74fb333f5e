const CHUNK_CHARACTERS = 32 * 1024;

/** The same text in fewer, larger pieces: each piece costs a turn of everything that it goes through. */
export async function* chunks(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_CHARACTERS) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
