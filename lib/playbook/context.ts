import type { SourcePos } from '../core/position.js';
import type { ProblemList } from './problem-list.js';
import type { LoaderOptions, Parent, Role, RoleUse, Step } from './types.js';

/** What is known while a play's files are read. */
export interface PlayContext {
  readonly options: LoaderOptions;
  readonly problems: ProblemList;
  /** Directory of the playbook. */
  readonly playbookDir: string;
  /** Roles of `roles:` and `import_role`, in the order they were met. */
  readonly roles: Role[];
  /** Imports call these back through here, so that the files of this folder need no circle. */
  readonly readTaskFile: (file: string, context: StepContext) => Step[];
  readonly loadRole: (use: RoleUse, importing: readonly string[]) => Role;
}

/** Where a step being read belongs. */
export interface StepContext {
  readonly play: PlayContext;
  readonly file: string;
  readonly parent: Parent;
  readonly role: Role | undefined;
  readonly place: 'task' | 'handler';
  /** Where the file of tasks is imported. */
  readonly importedAt?: SourcePos;
  /** Files being imported, outermost first, to find an import of itself. */
  readonly importing: readonly string[];
}
