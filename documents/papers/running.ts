import { breakLines, type Line, oneLine } from './lines.ts';
import type { Press } from './press.ts';
import { COLOURS, COLUMN, SHEET, STYLES } from './sheet.ts';

/** What the head of the following pages and the foot of each say again. */
export interface Running {
  title: string;
  /** Whom the paper is about, and which enrolment. */
  about: string;
  centre: string;
  legalNotice?: string;
}

const style = STYLES.running;

/** Draws the head (from the second page on) and the foot of a page, which assistive technology passes over. */
export function drawRunning(press: Press, running: Running, page: number, pages: number): void {
  press.artifact('Pagination', () => {
    if (page > 1) drawHead(press, running);
    drawFoot(press, running, `Page ${page}/${pages}`);
  });
}

function drawHead(press: Press, { title, about }: Running): void {
  const y = SHEET.topOfNext - 40;
  press.write(oneLine(`${title} – ${about}`, style, COLUMN, press.measure), SHEET.left, y);
  press.fill([{ x: SHEET.left, y: y + style.leading + 4, width: COLUMN, height: 0.8 }], COLOURS.accent);
}

function drawFoot(press: Press, { about, centre, legalNotice }: Running, pageNumber: string): void {
  const y = SHEET.height - SHEET.bottom + 22;
  press.fill([{ x: SHEET.left, y: y - 6, width: COLUMN, height: 0.6 }], COLOURS.rule);
  const number = oneLine(pageNumber, style, 80, press.measure);
  writeRight(press, number, y);
  const width = COLUMN - 96;
  press.write(oneLine(`${centre} – ${about}`, style, width, press.measure), SHEET.left, y);
  const notice = breakLines(legalNotice ?? '', style, width, press.measure).slice(0, 2);
  notice.forEach((line, index) => {
    press.write(line, SHEET.left, y + (index + 1) * style.leading);
  });
}

const writeRight = (press: Press, line: Line, y: number): void =>
  press.write(line, SHEET.width - SHEET.right - line.width, y);
