import type { SourcePos } from '../core/position.js';
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

/** The only document of a YAML file; undefined (and its problems kept) when it cannot be read: at `askedAt`, where its name is. */
export function readYamlRoot(
  file: string,
  play: Pick<PlayContext, 'options' | 'problems'>,
  { text, askedAt }: { readonly text?: string | undefined; readonly askedAt?: SourcePos | undefined } = {},
): YamlNode | undefined {
  const { yaml } = play.options;
  const documents = play.problems.collect(
    () => (text === undefined ? loadYamlFile(file, yaml) : loadYaml(text, file, yaml)),
    askedAt,
  );
  for (const { code, message, at, hint } of documents?.flatMap(({ warnings }) => warnings) ?? [])
    play.problems.warn(code, message, at!, hint);
  return documents?.[0]?.root;
}
