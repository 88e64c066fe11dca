import { Templar } from '../template/index.js';

import { connectionName } from './connection-names.js';
import { settingOf } from './setting-of.js';
import { scopeOf, type ScopeOf } from './scope-of.js';
import { searchPathOf } from './search-path.js';

/** A templar in the scope of a host, and of a task when there is one. */
export function templarFor(of: ScopeOf): Templar {
  const { run, task, turn } = of;
  const playbookDir = run.settings.playbookDir();
  const {
    native,
    undefinedAsText,
    nullAs,
    extensions,
    textFilters,
    lookups,
    ansibleManaged,
    unvault,
    vault,
  } = run.settings.templating;
  // one for each task and host: all written out, an object is made at once; with a spread it costs five times as much
  return new Templar({
    native,
    undefinedAsText,
    nullAs,
    extensions,
    textFilters,
    lookups,
    ansibleManaged,
    unvault,
    vault,
    variables: scopeOf(of),
    noticeImpure: turn && !turn.isOpen ? () => turn.need() : undefined,
    searchPath: task ? searchPathOf(run, task) : [playbookDir],
    basedir: playbookDir,
    fallback: (name, templar) => connectionName(run, of.host.name, task, templar, name),
    hostNames: (pattern) => run.inventory.hostsOf(pattern),
    setting: (name, plugin, templar) => settingOf(run.settings.config, name, plugin, templar),
    warn: (message) => run.bus.warn(message, { host: of.host.name, ...(task ? { at: task.at } : {}) }),
  });
}
