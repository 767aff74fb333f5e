import { readFileSync } from 'node:fs';
import { PNG } from 'pngjs';

const [WIDTH, HEIGHT] = [360, 120];

/** An invented logo with soft edges on a transparent ground: three hills. */
export function pngLogo(): Uint8Array {
  const image = new PNG({ width: WIDTH, height: HEIGHT });
  for (let y = 0; y < HEIGHT; y += 1) {
    for (let x = 0; x < WIDTH; x += 1) {
      const ridge = 60 + 45 * Math.cos((x / WIDTH) * Math.PI * 6);
      const alpha = Math.max(0, Math.min(255, (y - ridge + 8) * 24));
      image.data.set([60 + x / 4, 110, 80, alpha], (y * WIDTH + x) * 4);
    }
  }
  return PNG.sync.write(image);
}

/** An invented logo without transparency, progressive. */
export const jpegLogo = (): Uint8Array => readFileSync(new URL('./logo.jpg', import.meta.url));
