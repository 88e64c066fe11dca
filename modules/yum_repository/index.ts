import { TsplayError } from '../../lib/core/problem.js';
import {
  defineModule,
  editFile,
  failedResult,
  failure,
  fileArgs,
  makeResult,
  type Result,
} from '../../lib/module/index.js';
import { bool, choice, list, path, text, type ArgsOf } from '../../lib/schema/index.js';
import { withSection, withoutSection } from './sections.js';

const options = {
  async: bool({ doc: 'Fetch lists at the same time' }),
  bandwidth: text({ doc: 'Bytes per second' }),
  baseurl: list(text({}), { doc: 'Addresses of the source' }),
  countme: bool({ doc: 'Its servers may count the host' }),
  cost: text({ doc: 'What it costs compared to others' }),
  deltarpm_metadata_percentage: text({ doc: 'When deltas are worth it' }),
  deltarpm_percentage: text({ doc: 'When a delta is worth it' }),
  enabled: bool({ doc: 'Is it used?' }),
  enablegroups: bool({ doc: 'Are its groups used?' }),
  exclude: list(text({}), { doc: 'Packages it does not give', aliases: ['excludepkgs'] }),
  failovermethod: choice(['priority', 'roundrobin'], { doc: 'Which address is next' }),
  gpgcakey: text({ doc: 'Address of the key of the authority' }),
  gpgcheck: bool({ doc: 'Must packages be signed?' }),
  gpgkey: list(text({}), { doc: 'Addresses of the keys' }),
  http_caching: choice(['all', 'none', 'packages'], { doc: 'What may be cached on the way' }),
  include: text({ doc: 'Another configuration file' }),
  includepkgs: list(text({}), { doc: 'The only packages it gives' }),
  ip_resolve: choice(['4', '6', 'IPv4', 'IPv6', 'whatever'], { doc: 'Kind of addresses' }),
  keepalive: bool({ doc: 'Keep connections' }),
  keepcache: choice(['0', '1'], { doc: 'Keep what was installed' }),
  metadata_expire: text({ doc: 'How long lists are good' }),
  metadata_expire_filter: choice(['never', 'read-only:future', 'read-only:past', 'read-only:present'], {
    doc: 'When their age matters',
  }),
  metalink: text({ doc: 'Address of the list of mirrors, as a metalink' }),
  mirrorlist: text({ doc: 'Address of the list of mirrors' }),
  mirrorlist_expire: text({ doc: 'How long that list is good' }),
  module_hotfixes: bool({ doc: 'Not filtered by modules' }),
  password: text({ doc: 'Password', secret: true }),
  priority: text({ doc: 'The lowest is taken first' }),
  protect: bool({ doc: 'Others cannot replace its packages' }),
  proxy: text({ doc: 'Address of the proxy' }),
  proxy_password: text({ doc: 'Password for the proxy', secret: true }),
  proxy_username: text({ doc: 'User for the proxy' }),
  repo_gpgcheck: bool({ doc: 'Must lists be signed?' }),
  retries: text({ doc: 'How often to try' }),
  s3_enabled: bool({ doc: 'It is in S3' }),
  skip_if_unavailable: bool({ doc: 'Go on without it' }),
  ssl_check_cert_permissions: bool({ doc: 'Must the files of the key be private?' }),
  sslcacert: text({ doc: 'File of the authority', aliases: ['ca_cert'] }),
  sslclientcert: text({ doc: 'File of the certificate', aliases: ['client_cert'] }),
  sslclientkey: text({ doc: 'File of its key', aliases: ['client_key'] }),
  sslverify: bool({ doc: 'Does the certificate matter?', aliases: ['validate_certs'] }),
  throttle: text({ doc: 'Bandwidth limit' }),
  timeout: text({ doc: 'Seconds to wait' }),
  ui_repoid_vars: text({ doc: 'Variables shown with its name' }),
  username: text({ doc: 'User' }),
};

const args = {
  name: text({ doc: 'Its id', required: true }),
  description: text({ doc: 'Its name for people' }),
  file: text({ doc: 'Name of its file, without .repo; the id by default' }),
  reposdir: path({ doc: 'Directory of the file', fallback: '/etc/yum.repos.d' }),
  state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
  ...options,
  ...fileArgs,
};

export const module = defineModule({
  name: 'yum_repository',
  summary: 'Adds sources of packages for dnf and yum, or removes them',
  examples: `
- name: Packages of a vendor
  yum_repository:
    name: vendor
    description: Packages of a vendor
    baseurl: https://vendor.example.com/el$releasever
    gpgcheck: true`,
  args,
  returns: {
    repo: text({ doc: 'Its id' }),
    state: text({ doc: 'As asked' }),
  },
  async run(given, ctx): Promise<Result> {
    const id = given.name;
    const answer = { repo: id, state: given.state };
    const refused = refusal(given);
    if (refused !== undefined) return failure(refused);
    const file = `${given.reposdir}/${given.file ?? id}.repo`;
    const edit = (before: string): { text: string; msg: string } => ({
      text: given.state === 'absent' ? withoutSection(before, id) : withSection(before, id, settings(given)),
      msg: '',
    });
    const isPresent = given.state === 'present';
    const result = await editFile(
      {
        ...given,
        path: file,
        create: isPresent,
        makesParents: false,
        whenAbsent: () => makeResult({ changed: false, ...answer }),
        edit,
        diffTitle: file,
      },
      ctx,
    );
    if (result.get('failed') === true)
      return failedResult(await ctx.call(needDirectory, { reposdir: given.reposdir })) ?? result;
    const isEmpty = !isPresent && result.get('changed') === true;
    if (isEmpty) await removeEmpty(file, ctx);
    return makeResult({ changed: result.get('changed')!, ...answer, diff: result.get('diff') });
  },
});

const needDirectory = `[ -d "$reposdir" ] || absent "Repo directory '$reposdir' does not exist."`;

type Args = ArgsOf<typeof args>;

function refusal(given: Args): string | undefined {
  if (!/^[A-Za-z0-9_.:-]+$/.test(given.name))
    throw new TsplayError({ code: 'bad-name', message: `'${given.name}' is not the id of a source` });
  if (given.state === 'absent') return undefined;
  if (given.description === undefined) return "Parameter 'description' is required.";
  if ((given.baseurl ?? given.metalink ?? given.mirrorlist) === undefined)
    return "Parameter 'baseurl', 'metalink' or 'mirrorlist' is required.";
  return undefined;
}

// sorted, and booleans as digits: so it is written
function settings(given: Args): readonly [string, string][] {
  const all: Readonly<Record<string, unknown>> = given;
  const names = [...Object.keys(options), 'name'].sort();
  return names.flatMap((name): [string, string][] => {
    const value = name === 'name' ? given.description : all[name];
    return value === undefined ? [] : [[name, settingText(name, value)]];
  });
}

function settingText(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? '1' : '0';
  if (Array.isArray(value)) return value.join(name === 'baseurl' || name === 'gpgkey' ? '\n\t' : ' ');
  return String(value);
}

// a file without sources is no file any more
async function removeEmpty(file: string, ctx: Parameters<typeof editFile>[1]): Promise<void> {
  const script =
    'if [ -f "$file" ] && ! grep -q "[^[:space:]]" "$file"; then change content "" "" rm -f -- "$file"; fi';
  await ctx.call(script, { file });
}
