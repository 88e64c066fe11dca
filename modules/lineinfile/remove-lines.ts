import { pythonPattern, type Edited } from '../../lib/module/index.js';
import { linesWithEnds, withoutEnd } from './lines-of.js';

export interface Unwanted {
  readonly line?: string | undefined;
  readonly regexp?: string | undefined;
  readonly search_string?: string | undefined;
}

/** The text without the lines that match. */
export function removeLines(before: string, unwanted: Unwanted): Edited {
  const isUnwanted = matcher(unwanted);
  const lines = linesWithEnds(before);
  const kept = lines.filter((line) => !isUnwanted(line));
  const found = lines.length - kept.length;
  return { text: kept.join(''), msg: found > 0 ? `${found} line(s) removed` : '', more: { found } };
}

function matcher({ line, regexp, search_string }: Unwanted): (line: string) => boolean {
  if (regexp !== undefined) {
    const pattern = pythonPattern(regexp, 'a');
    return (each) => pattern.test(each);
  }
  if (search_string !== undefined) return (each) => each.includes(search_string);
  return (each) => withoutEnd(each) === line;
}
