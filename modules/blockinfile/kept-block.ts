import type { KeptLines } from '../../lib/module/index.js';
import { ended, markersOf, type Block } from './ensure-block.js';

/** The block as lines that the host can look for by itself; undefined where it takes more than that. */
export function keptBlock(wanted: Block): KeptLines | undefined {
  const { first, last } = markersOf(wanted);
  const marks = [first.slice(0, -1), last.slice(0, -1)] as const;
  const block = ended(wanted.block);
  const isPlain =
    !wanted.append_newline &&
    !wanted.prepend_newline &&
    marks.every((mark) => mark !== '' && !/[\r\n]/.test(mark) && !block.includes(mark)) &&
    !marks[0].includes(marks[1]) &&
    !marks[1].includes(marks[0]);
  if (!isPlain) return undefined;
  const appends =
    wanted.insertbefore === undefined && (wanted.insertafter === undefined || wanted.insertafter === 'EOF');
  return { text: `${first}${block}${marks[1]}`, alone: true, marks, appends };
}
