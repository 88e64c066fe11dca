import { bindArgs, type Kwargs } from '../jinja/index.js';

/** What one of Ansible's plug-ins takes besides its value. */
export interface Signature {
  /** The function's own name, as messages tell it. */
  readonly name: string;
  /** Its parameters after the value, those that are required end in `*`. */
  readonly params: readonly string[];
  /** How many parameters stand before them: the value, perhaps the environment. */
  readonly hidden: number;
  /** It takes any number of arguments more: by name, or by place too. */
  readonly open: 'names' | 'all' | undefined;
}

/**
 * Refuses a call that the function would refuse, in Python's words: nobody's argument is ignored.
 *
 * @throws PyError (TypeError)
 */
export function checkCall(wanted: Signature, args: readonly unknown[], kwargs: Kwargs): void {
  const { name, params, hidden, open } = wanted;
  const places = open === 'all' ? args.slice(0, params.length) : args;
  bindArgs(name, params, places, open ? namedBy(wanted, kwargs) : kwargs, hidden);
}

const namedBy = ({ params }: Signature, kwargs: Kwargs): Kwargs =>
  new Map([...kwargs].filter(([name]) => params.includes(name) || params.includes(`${name}*`)));

/** `function(environment, required*, optional, ...)`, with `**` where only names are open. */
function read(text: string): Signature {
  const [, name, list] = /^([^(]+)\((.*)\)$/.exec(text)!;
  const params = list!.split(', ').filter(Boolean);
  const hidden = params[0] === 'environment' ? 2 : 1;
  const last = params.at(-1);
  const open = last === '...' ? 'all' : last === '**' ? 'names' : undefined;
  return { name: name!, params: params.slice(hidden - 1, open ? -1 : undefined), hidden, open };
}

/** The same of a plug-in that has a short name and one for each of its collections. */
const named = (collections: readonly string[], name: string, text: string): Record<string, string> =>
  Object.fromEntries([name, ...collections.map((one) => `${one}.${name}`)].map((full) => [full, text]));

const readAll = (table: Readonly<Record<string, string>>): ReadonlyMap<string, Signature> =>
  new Map(Object.entries(table).map(([name, text]) => [name, read(text)]));

const timeUnits = Object.fromEntries(
  ['milliseconds', 'seconds', 'minutes', 'hours', 'days', 'weeks', 'months', 'years'].flatMap((unit) =>
    Object.entries(named(['community.general'], `to_${unit}`, `to_${unit}(**)`)),
  ),
);

/** Of filters, as the signatures of ansible-core 2.14 are. */
export const filterSignatures = readAll({
  ...named(['community.general'], 'counter', 'counter()'),
  ...named(['community.general'], 'crc32', 'crc32s()'),
  ...named(['community.general'], 'dict', 'dict_filter()'),
  ...named(['community.general'], 'groupby_as_dict', 'groupby_as_dict(attribute*)'),
  ...named(['community.general'], 'json_query', 'json_query(expr*)'),
  ...named(['ansible.utils', 'ansible.netcommon'], 'usable_range', '_usable_range()'),
  ...timeUnits,
  ...named(['community.general'], 'to_time_unit', 'to_time_unit(unit, **)'),
  'community.general.path_join': 'path_join()',
  b64decode: 'b64decode(encoding)',
  b64encode: 'b64encode(encoding)',
  basename: 'basename()',
  bool: 'to_bool()',
  checksum: 'secure_hash_s(hash_func)',
  comment: 'comment(style, **)',
  dict2items: 'dict_to_list_of_dict_key_value_elements(key_name, value_name)',
  difference: 'difference(environment, b*)',
  dirname: 'dirname()',
  expanduser: 'expanduser()',
  expandvars: 'expandvars()',
  extract: 'extract(environment, container*, morekeys)',
  fileglob: 'fileglob()',
  flatten: 'flatten(levels, skip_nulls)',
  from_json: 'loads(**)',
  from_yaml: 'from_yaml()',
  from_yaml_all: 'from_yaml_all()',
  hash: 'get_hash(hashtype)',
  human_readable: 'human_readable(isbits, unit)',
  human_to_bytes: 'human_to_bytes(default_unit, isbits)',
  intersect: 'intersect(environment, b*)',
  items2dict: 'list_of_dict_key_value_elements_to_dict(key_name, value_name)',
  log: 'logarithm(base)',
  mandatory: 'mandatory(msg)',
  md5: 'md5s()',
  password_hash: 'get_encrypted_password(hashtype, salt, salt_size, rounds, ident)',
  path_join: 'path_join()',
  pow: 'power(y*)',
  quote: 'quote()',
  random: 'rand(environment, start, step, seed)',
  realpath: 'realpath()',
  regex_escape: 'regex_escape(re_type)',
  regex_findall: 'regex_findall(regex*, multiline, ignorecase)',
  regex_search: 'regex_search(regex*, ...)',
  rekey_on_member: 'rekey_on_member(key*, duplicates)',
  relpath: 'relpath(start)',
  root: 'inversepower(base)',
  sha1: 'secure_hash_s(hash_func)',
  shuffle: 'randomize_list(seed)',
  splitext: 'splitext()',
  strftime: 'strftime(second, utc)',
  subelements: 'subelements(subelements*, skip_missing)',
  symmetric_difference: 'symmetric_difference(environment, b*)',
  ternary: 'ternary(true_val*, false_val*, none_val)',
  to_datetime: 'to_datetime(format)',
  to_uuid: 'to_uuid(namespace)',
  type_debug: 'FilterModule.filters.<locals>.<lambda>()',
  union: 'union(environment, b*)',
  unique: 'unique(environment, case_sensitive, attribute)',
  unvault: 'do_unvault(secret*, vaultid)',
  urldecode: 'unquote_plus(encoding, errors)',
  urlsplit: 'split_url(query, alias)',
  vault: 'do_vault(secret*, salt, vaultid, wrap_object)',
  win_basename: 'basename()',
  win_dirname: 'dirname()',
  win_splitdrive: 'splitdrive()',
});

const samePaths = { same_file: 'samefile(f2*)', is_same_file: 'samefile(f2*)' };
const versions = 'version_compare(version*, operator, strict, version_type)';

const oneAddress = (name: string): [string, string] => [`ansible.utils.${name}`, `_${name}()`];

/** Of tests. */
export const testSignatures = readAll({
  ...samePaths,
  ...Object.fromEntries(
    [
      ...['ip', 'ipv4', 'ipv6', 'ip_address', 'ipv4_address', 'ipv6_address', 'ipv6_ipv4_mapped'],
      ...['ipv6_sixtofour', 'ipv6_teredo', 'ipv4_netmask', 'ipv4_hostmask', 'loopback', 'multicast'],
      ...['unspecified', 'reserved', 'private', 'public', 'mac', 'resolvable'],
    ].map(oneAddress),
  ),
  'ansible.utils.in_any_network': '_in_any_network(networks*)',
  'ansible.utils.in_network': '_in_network(network*)',
  'ansible.utils.in_one_network': '_in_one_network(networks*)',
  'ansible.utils.subnet_of': '_subnet_of(network_b*)',
  'ansible.utils.supernet_of': '_supernet_of(network_b*)',
  abs: 'isabs()',
  change: 'changed()',
  changed: 'changed()',
  contains: 'contains(value*)',
  directory: 'isdir()',
  exists: 'exists()',
  failed: 'failed()',
  failure: 'failed()',
  falsy: 'falsy(convert_bool)',
  file: 'isfile()',
  finished: 'finished()',
  is_abs: 'isabs()',
  is_dir: 'isdir()',
  is_file: 'isfile()',
  is_link: 'islink()',
  is_mount: 'ismount()',
  isnan: 'isnotanumber()',
  issubset: 'issubset(b*)',
  issuperset: 'issuperset(b*)',
  link: 'islink()',
  link_exists: 'lexists()',
  match: 'match(pattern, ignorecase, multiline)',
  mount: 'ismount()',
  nan: 'isnotanumber()',
  reachable: 'reachable()',
  regex: 'regex(pattern, ignorecase, multiline, match_type)',
  search: 'search(pattern, ignorecase, multiline)',
  skip: 'skipped()',
  skipped: 'skipped()',
  started: 'started()',
  subset: 'issubset(b*)',
  succeeded: 'success()',
  success: 'success()',
  successful: 'success()',
  superset: 'issuperset(b*)',
  truthy: 'truthy(convert_bool)',
  unreachable: 'unreachable()',
  uri: 'is_uri(schemes)',
  url: 'is_url(schemes)',
  urn: 'is_urn()',
  vault_encrypted: 'vault_encrypted()',
  version: versions,
  version_compare: versions,
});
