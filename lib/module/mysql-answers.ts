/** A row by its columns; null is SQL's NULL. */
export type Row = ReadonlyMap<string, string | null>;

/**
 * What `mysql --xml` printed, by statement: the only one of its forms that tells NULL from the text `NULL` and keeps
 * every character of a value.
 */
export function readMysqlAnswers(xml: string): ReadonlyMap<string, readonly Row[]> {
  const answers = new Map<string, readonly Row[]>();
  for (const [, statement, body] of xml.matchAll(RESULT_SET))
    answers.set(
      unescaped(statement!).trim(),
      [...body!.matchAll(ROW)].map(([, row]) => readRow(row!)),
    );
  return answers;
}

const RESULT_SET = /<resultset statement="([^"]*)"[^>]*>([\s\S]*?)<\/resultset>/g;
const ROW = /<row>([\s\S]*?)<\/row>/g;
const FIELD = /<field name="([^"]*)"(?: xsi:nil="true" \/>|>([^<]*)<\/field>)/g;

const readRow = (row: string): Row =>
  new Map(
    [...row.matchAll(FIELD)].map(([, name, value]) => [
      unescaped(name!),
      value === undefined ? null : unescaped(value),
    ]),
  );

const unescaped = (text: string): string =>
  text.replace(/&(lt|gt|quot|apos|amp);/g, (_, name: string) => characters[name]!);

const characters: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };
