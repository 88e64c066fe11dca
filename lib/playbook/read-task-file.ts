import type { SourcePos } from '../core/position.js';
import type { Value } from '../core/value.js';
import { loadYaml, loadYamlFile } from '../yaml/index.js';
import type { PlayContext, StepContext } from './context.js';
import type { YamlNode } from '../yaml/index.js';
import type { Step } from './types.js';

/** The steps of a file that is a list of tasks. */
export function readTaskFile(
  file: string,
  context: StepContext,
  readSteps: (node: YamlNode, context: StepContext) => Step[],
): Step[] {
  const root = readYamlRoot(file, context.play, { askedAt: context.importedAt });
  return root ? readSteps(root, { ...context, file }) : [];
}

interface HowToRead {
  readonly text?: string | undefined;
  /** Where its name is. */
  readonly askedAt?: SourcePos | undefined;
  /** A key of the file whose values nobody uses: nothing below it surprises. */
  readonly unusedKey?: string;
}

/** The only document of a YAML file; undefined (and its problems kept) when it cannot be read. */
export function readYamlRoot(
  file: string,
  play: Pick<PlayContext, 'options' | 'problems'>,
  { text, askedAt, unusedKey }: HowToRead = {},
): YamlNode | undefined {
  const { yaml } = play.options;
  const documents = play.problems.collect(
    () => (text === undefined ? loadYamlFile(file, yaml) : loadYaml(text, file, yaml)),
    askedAt,
  );
  const root = documents?.[0]?.root;
  for (const { code, message, at, hint } of documents?.flatMap(({ warnings }) => warnings) ?? [])
    if (unusedKey === undefined || keyAbove(root, at!) !== unusedKey)
      play.problems.warn(code, message, at!, hint);
  return root;
}

const keyAbove = (root: YamlNode | undefined, at: SourcePos): Value | undefined =>
  root?.kind === 'map' ? root.entries.findLast(({ keyAt }) => keyAt.line <= at.line)?.key : undefined;
