import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import { TsplayError, withHint } from '../core/problem.js';
import { isDict, isList, type Dict, type Value } from '../core/value.js';
import type { Play } from '../playbook/types.js';
import { pythonText } from '../schema/index.js';
import { combineDicts, Templar, TemplateError } from '../template/index.js';
import { loadYamlFile, toValue } from '../yaml/index.js';

import type { Run } from './context.js';
import type { HostState } from './host.js';
import { writtenLayer, type Layer, type Scope } from './scope.js';

/**
 * The `vars_files` of a play. An entry whose name needs variables of a host, such as
 * `vars/{{ ansible_distribution }}.yml`, is left out until they are known: it is looked at again for each host.
 * Source: ansible-core 2.14.18, run with such names.
 */
export class VarsFiles {
  /** What every host sees, the last entry highest. */
  readonly known: readonly Layer[];
  private readonly entries: readonly Value[];
  private readonly files = new Map<string, Layer | undefined>();
  private readonly kept = new WeakMap<
    HostState,
    { readonly revision: number; readonly layers: readonly Layer[] }
  >();
  private needsHost = false;

  constructor(
    private readonly run: Run,
    private readonly play: Play,
    beforeHosts: Scope,
    private readonly missing: 'an error' | 'left out' = 'an error',
  ) {
    const written = play.keywords.get('vars_files')?.value ?? [];
    this.entries = Array.isArray(written) ? written : [written];
    this.known = this.read(beforeHosts, () => {
      this.needsHost = true;
    });
  }

  /** @throws TsplayError when a file is missing, or a name is undefined though the host's facts are known. */
  at(host: HostState, scope: () => Scope): readonly Layer[] {
    if (!this.needsHost) return this.known;
    const kept = this.kept.get(host);
    if (kept?.revision === host.revision) return kept.layers;
    const layers = this.read(scope(), (entry, error) => {
      if (host.gathered) throw this.unknownName(entry, error);
    });
    this.kept.set(host, { revision: host.revision, layers });
    return layers;
  }

  private read(variables: Scope, onUndefined: (entry: Value, error: TemplateError) => void): Layer[] {
    const { run, play } = this;
    const templar = new Templar({ ...run.settings.templating, variables, basedir: dirname(play.file) });
    const layers: Layer[] = [];
    for (const entry of this.entries) {
      try {
        const layer = this.firstOf(
          (Array.isArray(entry) ? entry : [entry]).map((name) => templar.render(name)),
        );
        if (layer) layers.unshift(layer);
      } catch (error) {
        if (!(error instanceof TemplateError) || error.type !== 'UndefinedError') throw error;
        onUndefined(entry, error);
      }
    }
    return layers;
  }

  /** An inner list names files of which the first that exists is taken. */
  private firstOf(rendered: readonly Value[]): Layer | undefined {
    const dir = dirname(this.play.file);
    const names = rendered.map((name) => pythonText(name));
    const file = names
      .flatMap((name) => [resolve(dir, 'vars', name), resolve(dir, name)])
      .find((path) => existsSync(path));
    if (file === undefined && this.missing === 'left out') return undefined;
    if (file === undefined) throw this.missingFile(names);
    if (!this.files.has(file))
      this.files.set(file, writtenLayer(`play vars_files (${file})`, readVars(this.run, file)));
    return this.files.get(file);
  }

  private missingFile(names: readonly string[]): TsplayError {
    return new TsplayError({
      code: 'missing-file',
      message: `vars file ${names.join(', ')} was not found`,
      at: this.play.keywords.get('vars_files')?.valueAt,
      hint: `looked beside ${this.play.file}`,
    });
  }

  private unknownName(entry: Value, cause: TemplateError): TsplayError {
    return new TsplayError({
      code: 'undefined-variable',
      message: `an undefined variable was found when attempting to template the vars_files item '${pythonText(entry)}': ${cause.reason}`,
      at: this.play.keywords.get('vars_files')?.valueAt,
    });
  }
}

function readVars(run: Run, file: string): Dict {
  const [document] = loadYamlFile(file, run.settings.yaml);
  for (const one of document?.warnings ?? []) run.bus.warn(withHint(one), one.at ? { at: one.at } : {});
  const value = document ? toValue(document.root) : null;
  if (value === null) return new Map();
  const dicts = isList(value) ? value : [value];
  if (dicts.every(isDict)) return inOne(dicts, run);
  throw new TsplayError({
    code: 'bad-vars-file',
    message: `${file} must hold a dictionary of variables, or a list of such`,
    at: { file, line: 1, column: 1 },
  });
}

// of several dictionaries the later ones win
const inOne = (dicts: readonly Dict[], { settings }: Run): Dict =>
  dicts.reduce<Dict>(
    (all, one) => combineDicts(all, one, settings.hashBehaviour === 'merge', 'replace'),
    new Map(),
  );
