import { defineModule, resultOf, scriptBeside } from '../../lib/module/index.js';
import { bool, choice, int, list, mode, text, type ArgsOf } from '../../lib/schema/index.js';

const args = {
  name: text({ doc: 'Name of the source, and of its file', required: true }),
  state: choice(['absent', 'present'], { doc: 'Should it be there?', fallback: 'present' }),
  mode: mode({ doc: 'Mode of the file', fallback: '0644' }),
  allow_downgrade_to_insecure: bool({ doc: 'Allow-Downgrade-To-Insecure' }),
  allow_insecure: bool({ doc: 'Allow-Insecure' }),
  allow_weak: bool({ doc: 'Allow-Weak' }),
  architectures: list(text({}), { doc: 'Architectures' }),
  by_hash: bool({ doc: 'By-Hash' }),
  check_date: bool({ doc: 'Check-Date' }),
  check_valid_until: bool({ doc: 'Check-Valid-Until' }),
  components: list(text({}), { doc: 'Components: main contrib' }),
  date_max_future: int({ doc: 'Date-Max-Future, seconds' }),
  enabled: bool({ doc: 'Is it used?' }),
  exclude: list(text({}), { doc: 'Packages it does not give (apt 3)' }),
  include: list(text({}), { doc: 'The only packages it gives (apt 3)' }),
  inrelease_path: text({ doc: 'InRelease-Path' }),
  languages: list(text({}), { doc: 'Languages' }),
  pdiffs: bool({ doc: 'PDiffs' }),
  signed_by: text({ doc: 'Key: a file of the host, an address, the armored key itself, or a fingerprint' }),
  suites: list(text({}), { doc: 'Suites: bookworm, bookworm-updates' }),
  targets: list(text({}), { doc: 'Targets' }),
  trusted: bool({ doc: 'Trusted: nothing is checked' }),
  types: list(choice(['deb', 'deb-src'], {}), { doc: 'Binary packages, sources', fallback: ['deb'] }),
  uris: list(text({}), { doc: 'Addresses' }),
};

export const module = defineModule({
  name: 'deb822_repository',
  summary: 'Adds sources of Debian packages in the deb822 form, with their key',
  notes: ['A key that is given as text or address is kept in /etc/apt/keyrings.'],
  examples: `
- name: Packages of a vendor
  deb822_repository:
    name: vendor
    uris: https://vendor.example.com/debian
    suites: stable
    components: main
    signed_by: https://vendor.example.com/key.asc`,
  args,
  returns: {
    repo: text({ doc: 'The text of the source' }),
    dest: text({ doc: 'Its file' }),
    key_filename: text({ doc: 'The file of its key' }),
  },
  script: scriptBeside(import.meta.url, 'deb822.sh', 'fetch-url'),
  prepare(given) {
    const slug = given.name
      .toLowerCase()
      .replaceAll(' ', '-')
      .replace(/[^a-z0-9_-]+/g, '');
    const signed = given.signed_by ?? '';
    const kind = signed.includes('\n') ? 'text' : /^(https?|ftp):\/\//.test(signed) ? 'address' : 'none';
    const [above, below] = fieldsAround(given);
    return { slug, key_kind: kind, above, below, types: undefined };
  },
  finish: (reply) => resultOf(reply, {}),
});

type Args = ArgsOf<typeof args>;

// the fields before and after Signed-By, whose value only the host knows
function fieldsAround(given: Args): [string, string] {
  const names = Object.keys(args).filter((name) => !['state', 'mode', 'signed_by'].includes(name));
  const lines = names.sort().flatMap((name): [string, string][] => {
    const value: unknown = (given as Record<string, unknown>)[name];
    return value === undefined ? [] : [[name, `${fieldName(name)}: ${fieldValue(value)}\n`]];
  });
  const part = (wanted: (name: string) => boolean): string =>
    lines.flatMap(([name, line]) => (wanted(name) ? [line] : [])).join('');
  return [part((name) => name < 'signed_by'), part((name) => name > 'signed_by')];
}

function fieldName(name: string): string {
  const special: Readonly<Record<string, string>> = {
    name: 'X-Repolib-Name',
    inrelease_path: 'InRelease-Path',
    pdiffs: 'PDiffs',
    uris: 'URIs',
  };
  return (
    special[name] ??
    name.replace(
      /(^|_)([a-z])/g,
      (_all, gap: string, letter: string) => `${gap && '-'}${letter.toUpperCase()}`,
    )
  );
}

function fieldValue(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return Array.isArray(value) ? value.join(' ') : String(value);
}
