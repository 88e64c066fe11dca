import { failure, type Params, type Result } from '../../lib/module/index.js';
import type { ArgsOf } from '../../lib/schema/index.js';
import type { dnfArgs } from './args.js';

type Args = ArgsOf<typeof dnfArgs> & { readonly nobest?: boolean; readonly allowerasing?: boolean };

/** The words of the command line, and what is to be done. */
export function prepareDnf(args: Args, tools: readonly string[]): Params | Result {
  const name = (args.name ?? []).map((each) => each.trim()).filter((each) => each !== '');
  const bad = name.find((each) => each.startsWith('-'));
  if (bad !== undefined) return failure(`'${bad}' is not the name of a package`);
  if (name.length === 0 && args.list === undefined && !args.autoremove && !args.update_cache)
    return failure('one of the following is required: name, list, autoremove, update_cache');
  if (args.autoremove && args.state !== undefined && args.state !== 'absent')
    return failure('Autoremove should be used alone or with state=absent');
  const asked = args.state === 'installed' ? 'present' : args.state === 'removed' ? 'absent' : args.state;
  const state = asked ?? (args.autoremove ? 'absent' : 'present');
  if (args.update_only && state !== 'latest') return failure('update_only needs state=latest');
  return { name, state, tools, options: optionsOf(args, state) };
}

function optionsOf(args: Args, state: string): string[] {
  const given = (word: string, value: string | undefined): string[] =>
    value === undefined ? [] : [`${word}=${value}`];
  const each = (word: string, values: readonly string[] | undefined): string[] =>
    (values ?? []).map((value) => `${word}=${value}`);
  const flag = (word: string, value: boolean | undefined): string[] => (value === true ? [word] : []);
  return [
    ...given('--config', args.conf_file),
    ...(args.installroot === '/' ? [] : [`--installroot=${args.installroot}`]),
    ...given('--releasever', args.releasever),
    ...each('--disablerepo', args.disablerepo),
    ...each('--enablerepo', args.enablerepo),
    ...each('--exclude', args.exclude),
    ...each('--disableplugin', args.disable_plugin),
    ...each('--enableplugin', args.enable_plugin),
    ...given('--disableexcludes', args.disable_excludes),
    ...given('--downloaddir', args.download_dir),
    ...flag('--nogpgcheck', args.disable_gpg_check),
    ...flag('--skip-broken', args.skip_broken),
    ...flag('--cacheonly', args.cacheonly),
    ...flag('--downloadonly', args.download_only),
    ...flag('--nobest', args.nobest),
    ...flag('--allowerasing', args.allowerasing),
    ...(args.sslverify && args.validate_certs ? [] : ['--setopt=sslverify=0']),
    ...(args.install_weak_deps ? [] : ['--setopt=install_weak_deps=0']),
    ...(args.autoremove ? [] : ['--setopt=clean_requirements_on_remove=0']),
    ...(state === 'latest' ? [...flag('--security', args.security), ...flag('--bugfix', args.bugfix)] : []),
  ];
}
