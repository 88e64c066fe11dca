import type { Dict, Value } from '../core/value.js';
import { pythonText } from '../schema/index.js';

import type { Names } from './scope.js';

const prefix = 'ansible_';

/** Names that say how a host is reached or what the run is; no host may answer them. */
const guarded =
  /^ansible_(connection|host|port|user|password|ssh_(?!host_key_).*|become.*|sudo.*|su_.*|chroot.*|remote_(?!tmp).*|python_interpreter|.*_interpreter|shell_.*|private_key_file|play_.*|check_mode|diff_mode|facts|run_tags|skip_tags|version|search_path|limit|forks|verbosity|inventory_sources|playbook_python|role_name(s)?|parent_role.*|dependent_role.*|collection_name|loop.*|index_var|delegated_vars|config_file|no_log|async_dir|timeout|pipelining|transport|local|failed_task|failed_result)$/;
/** What getent, package_facts, service_facts and setup itself answer: playbooks know it by these names. */
const bare = /^(getent_[a-z_]+|packages|services|gather_subset|module_setup)$/;
const interpreters = /^discovered_interpreter_/;

/** Facts as variables: `ansible_kernel` for the fact `kernel`. They stand below everything a user wrote. */
export class InjectedFacts implements Names {
  constructor(private readonly facts: Dict) {}

  get(name: string): Value | undefined {
    if (name === 'ansible_facts') return this.facts;
    if (bare.test(name)) return this.facts.get(name);
    if (!name.startsWith(prefix)) return undefined;
    if (guarded.test(name)) return name === 'ansible_local' ? this.facts.get('ansible_local') : undefined;
    return this.facts.get(name) ?? this.facts.get(name.slice(prefix.length));
  }

  *keys(): Iterable<string> {
    yield 'ansible_facts';
    for (const key of this.facts.keys()) {
      if (typeof key !== 'string') continue;
      const name = key.startsWith(prefix) || bare.test(key) ? key : prefix + key;
      if (!guarded.test(name)) yield name;
    }
  }
}

/** Facts as they are kept: without the `ansible_` in front, and only names a host may speak about. */
export function cleanFacts(facts: Dict): { readonly kept: Dict; readonly refused: readonly string[] } {
  const kept: Dict = new Map();
  const refused: string[] = [];
  for (const [key, value] of facts) {
    const name = pythonText(key);
    const short = name.startsWith(prefix) && name !== 'ansible_local' ? name.slice(prefix.length) : name;
    if (
      !interpreters.test(short) &&
      name.startsWith(prefix) &&
      name !== 'ansible_local' &&
      guarded.test(name)
    )
      refused.push(name);
    else kept.set(short, value);
  }
  return { kept, refused };
}
