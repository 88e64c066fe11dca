import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Json } from '../../lib/core/json.js';
import { TemplateString, trustText, type Dict, type Value } from '../../lib/core/value.js';
import type { Session } from '../../lib/remote/session.js';
import { valueFromJson, valueToJson } from '../../lib/schema/index.js';
import type { Result } from '../../lib/module/index.js';
import {
  moduleContext,
  runTask,
  scratchDirectory,
  shellSession,
  type ContextOptions,
} from '../support/module-context.js';

/** Expressions reach a module as the user's text. */
function asEngine(args: Dict): Dict {
  const written = (value: Value): Value =>
    typeof value === 'string'
      ? new TemplateString(value, undefined)
      : Array.isArray(value)
        ? value.map(written)
        : value;
  return new Map(
    [...args].map(([name, value]) => [name, name === 'var' || name === 'that' ? written(value) : value]),
  );
}

describe('modules of the controller', () => {
  let session: Session;
  let root: string;
  before(async () => (session = await shellSession('dash')));
  after(() => session.close());
  beforeEach(() => (root = scratchDirectory('controller')));
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const run = async (
    module: string,
    args: Record<string, Json>,
    options: Partial<ContextOptions> = {},
  ): Promise<Json> => valueToJson(await task(module, args, options));
  const task = (
    module: string,
    args: Record<string, Json>,
    options: Partial<ContextOptions> = {},
  ): Promise<Result> =>
    runTask(
      module,
      asEngine(valueFromJson(args) as Dict),
      moduleContext({ session, filesDir: root, ...options }),
    );

  const cases: readonly (readonly [string, string, Record<string, Json>, Record<string, Json>])[] = [
    ['debug prints its message', 'debug', { msg: ['a', 1] }, { msg: ['a', 1], changed: false }],
    ['debug prints a variable', 'debug', { var: 'v.a' }, { 'v.a': '1' }],
    ['debug says what is not defined', 'debug', { var: 'nope' }, { nope: 'VARIABLE IS NOT DEFINED!' }],
    [
      'debug waits for more -v',
      'debug',
      { msg: 'x', verbosity: 2 },
      { skipped: true, skipped_reason: 'Verbosity threshold not met.' },
    ],
    ['fail fails', 'fail', { msg: 'no' }, { failed: true, msg: 'no' }],
    [
      'assert agrees',
      'assert',
      { that: ['v.a == 1', 'true'] },
      { changed: false, msg: 'All assertions passed' },
    ],
    [
      'assert does not',
      'assert',
      { that: ['v.a == 1', 'v.a > 1'], fail_msg: 'small' },
      { failed: true, msg: 'small', assertion: 'v.a > 1', evaluated_to: false },
    ],
    ['assert of what is not defined', 'assert', { that: 'nope == 1' }, { failed: true }],
    [
      'set_fact sets',
      'set_fact',
      { a: 'yes', b: [1], cacheable: 'no' },
      { ansible_facts: { a: true, b: [1] }, _ansible_facts_cacheable: false },
    ],
    ['set_fact wants names', 'set_fact', { 'a-b': 1 }, { failed: true }],
    ['set_fact wants something', 'set_fact', {}, { failed: true }],
    [
      'add_host',
      'add_host',
      { name: '[fd00::1]:22', groups: 'a, b', x: 1 },
      {
        changed: true,
        add_host: { host_name: 'fd00::1', groups: ['a', 'b'], host_vars: { x: 1, ansible_ssh_port: 22 } },
      },
    ],
    ['group_by', 'group_by', { key: 'os debian' }, { add_group: 'os-debian', parent_groups: ['all'] }],
    [
      'set_stats',
      'set_stats',
      { data: { a: 1 } },
      { ansible_stats: { data: { a: 1 }, per_host: false, aggregate: true } },
    ],
    ['an option nobody has', 'assert', { thta: 'x' }, { failed: true }],
  ];
  for (const [name, module, args, want] of cases) {
    it(name, async () => {
      const vars = new Map<Value, Value>([['v', new Map<Value, Value>([['a', 1]])]]);
      expect(await run(module, args, { vars })).to.deep.include(want);
    });
  }

  it('template renders, sets the mode and is silent the second time', async () => {
    writeFileSync(join(root, 'motd.j2'), 'hi {{ who }}\n{% if true %}\nx\n{% endif %}\n');
    const args = { src: 'motd.j2', dest: `${root}/motd`, mode: '0600' };
    const vars = new Map<Value, Value>([['who', 'n1 {{ not code }}']]);
    expect(await run('template', args, { vars, check: true })).to.deep.include({ changed: true });
    expect(existsSync(join(root, 'motd'))).to.equal(false);
    expect(await run('template', args, { vars })).to.deep.include({
      changed: true,
      mode: '0600',
      dest: `${root}/motd`,
    });
    expect(readFileSync(join(root, 'motd'), 'utf8')).to.equal('hi n1 {{ not code }}\nx\n');
    expect(await run('template', args, { vars })).to.deep.include({ changed: false });
  });

  it('template says which name is undefined, with its place', async () => {
    writeFileSync(join(root, 't.j2'), 'a\nb {{ missing_name }}\n');
    const result = await run('template', { src: 't.j2', dest: `${root}/t` });
    expect(result).to.deep.include({ failed: true, changed: false });
    expect(String((result as Record<string, Json>)['msg'])).to.match(/missing_name/);
  });

  it('include_vars reads files and directories; their templates stay templates', async () => {
    mkdirSync(join(root, 'd'));
    writeFileSync(join(root, 'd/1.yml'), 'a: {x: 1}\nb: "{{ c }}"\n');
    writeFileSync(join(root, 'd/2.json'), '{"a": {"y": 2}}');
    writeFileSync(join(root, 'd/3.txt'), 'no');
    const one = await task('include_vars', { file: 'd/1.yml' });
    expect((one.get('ansible_facts') as Dict).get('b')).to.deep.equal(
      trustText('{{ c }}', { file: `${root}/d/1.yml`, line: 2, column: 4 }),
    );
    const args = { dir: 'd', name: 'all', hash_behaviour: 'merge', ignore_unknown_extensions: true };
    // the later file's dict stands, and is merged with what was known
    const vars = valueFromJson({ all: { a: { z: 3 } } }) as Dict;
    expect(await run('include_vars', args, { vars })).to.deep.include({
      ansible_facts: { all: { a: { z: 3, y: 2 }, b: '{{ c }}' } },
    });
    const refused = { failed: true, ansible_facts: {}, ansible_included_var_files: [] };
    expect(await run('include_vars', { dir: 'd' })).to.deep.include({
      ...refused,
      message: `${root}/d/3.txt does not have a valid extension: json, yaml, yml`,
    });
    expect(await run('include_vars', { dir: 'none' })).to.deep.include({
      ...refused,
      message: `${root}/none directory does not exist`,
    });
    expect(await run('include_vars', { file: '' })).to.deep.include({
      ...refused,
      message: 'Could not find file on the Ansible Controller: none is named',
    });
    const ofDirectory = JSON.stringify(await run('include_vars', { file: 'd' }));
    expect(ofDirectory).to.include('d cannot be read: EISDIR');
    writeFileSync(join(root, 'd/any.ending'), 'c: 1\n');
    expect(await run('include_vars', { file: 'd/any.ending\n' })).to.deep.include({
      ansible_facts: { c: 1 },
    });
  });

  it('fetch brings bytes into a tree of the host, and nothing elsewhere', async () => {
    writeFileSync(join(root, 'bin'), Buffer.from([0, 255, 10, 0]));
    const args = { src: `${root}/bin`, dest: `${root}/got` };
    expect(await run('fetch', args, { check: true })).to.deep.include({ skipped: true, changed: false });
    expect(await run('fetch', args)).to.deep.include({ changed: true, dest: `${root}/got/here${root}/bin` });
    expect([...readFileSync(`${root}/got/here${root}/bin`)]).to.deep.equal([0, 255, 10, 0]);
    expect(await run('fetch', args)).to.deep.include({ changed: false });
    expect(await run('fetch', { src: `${root}/none`, dest: `${root}/got` })).to.deep.include({
      failed: true,
      msg: 'the remote file does not exist, not transferring, ignored',
    });
    const below = await run('fetch', { src: `${root}/bin`, dest: `${root}/bin` });
    expect(below)
      .to.deep.include({ failed: true })
      .and.have.property('msg')
      .that.matches(/^cannot write to .*: ENOTDIR/);
  });

  it('fetch onto a disk that becomes full says so and leaves nothing', async () => {
    const small = join(root, 'small');
    mkdirSync(small);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2500k', 'tmpfs', small]);
    try {
      writeFileSync(join(root, 'big'), Buffer.alloc(3_000_001, 'x'));
      const result = await run('fetch', { src: `${root}/big`, dest: `${small}/`, flat: true });
      expect(result)
        .to.deep.include({ failed: true })
        .and.have.property('msg')
        .that.matches(/^cannot write to .*: ENOSPC/);
      expect(readdirSync(small)).to.deep.equal([]);
    } finally {
      execFileSync('umount', [small]);
    }
  });

  it('script runs a file of the controller with its arguments', async () => {
    writeFileSync(join(root, 's.sh'), '#!/bin/sh\nprintf "%s|" "$@"; exit 3\n');
    const result = await run('script', { _raw_params: `s.sh 'a b' "$X"` });
    expect(result).to.deep.include({ rc: 3, failed: true, changed: true, stdout: 'a b|$X|' });
  });

  it('a command gives bytes that are not text, and copy writes the same ones', async () => {
    const made = await task('shell', { cmd: "printf 'a\\000b\\377\\376c'" });
    await runTask('copy', { content: made.get('stdout')!, dest: `${root}/same` }, moduleContext({ session }));
    expect([...readFileSync(join(root, 'same'))]).to.deep.equal([97, 0, 98, 255, 254, 99]);
  });

  it('setup tells facts by subsets and filters', async () => {
    const all = (await run('setup', {})) as { ansible_facts: Record<string, Json> };
    expect(Object.keys(all.ansible_facts)).to.include.members([
      'ansible_distribution',
      'ansible_memtotal_mb',
      'ansible_interfaces',
      'ansible_virtualization_type',
      'ansible_env',
      'ansible_local',
    ]);
    const few = (await run('setup', {
      gather_subset: ['!all', 'network'],
      filter: ['default_ipv4', 'ansible_kernel*'],
    })) as typeof all;
    expect(Object.keys(few.ansible_facts).sort()).to.deep.equal([
      'ansible_default_ipv4',
      'ansible_kernel',
      'ansible_kernel_version',
    ]);
    expect(await run('setup', { gather_subset: ['!all', '!min'] })).to.deep.equal({
      changed: false,
      ansible_facts: { gather_subset: ['!all', '!min'], module_setup: true },
    });
    expect(await run('setup', { gather_subset: ['netwrk'] })).to.deep.include({ failed: true });
  });

  it('local facts are data', async () => {
    writeFileSync(join(root, 'a.fact'), '{"x": "{{ 1 + 1 }}"}');
    writeFileSync(join(root, 'b.fact'), '[main]\nName = v\n');
    const told = (await run('setup', {
      gather_subset: ['!all'],
      fact_path: root,
      filter: 'ansible_local',
    })) as { ansible_facts: Record<string, Json> };
    expect(told.ansible_facts['ansible_local']).to.deep.equal({
      a: { x: '{{ 1 + 1 }}' },
      b: { main: { name: 'v' } },
    });
  });

  it('what only a running node can do is left to the boot in an image', async () => {
    for (const module of ['reboot', 'wait_for_connection']) {
      expect(await run(module, {}, { place: 'image' })).to.deep.include({ skipped: true, changed: false });
    }
  });

  it('reboot runs a whole command line', async () => {
    writeFileSync(join(root, 'boot'), 'first');
    const result = await run('reboot', {
      boot_time_command: `cat ${root}/boot`,
      reboot_command: `true && echo second >${root}/boot`,
      reboot_timeout: 6,
    });
    expect(result).to.deep.include({ rebooted: true, changed: true });
  });

  it('pause waits, ping answers, and facts of services and packages are told', async () => {
    expect(await run('pause', { seconds: 1 })).to.deep.include({
      changed: false,
      stdout: 'Paused for 1.0 seconds',
    });
    expect(await run('pause', { seconds: 'x' })).to.deep.include({ failed: true });
    expect(await run('ping', { data: 'x' })).to.deep.include({ ping: 'x', changed: false });
    const services = (await run('service_facts', {})) as { ansible_facts: { services: Json } };
    expect(services.ansible_facts.services).to.be.an('object');
    const told = (await run('package_facts', { manager: 'apt' })) as {
      ansible_facts: { packages: Record<string, Record<string, Json>[]> };
    };
    const [dash] = told.ansible_facts.packages['dash']!;
    expect(dash).to.deep.include({ name: 'dash', source: 'apt' });
    expect(dash!['version']).to.equal(
      execFileSync('dpkg-query', ['-W', '-f', '${Version}', 'dash'], { encoding: 'utf8' }).replace(
        /^\d+:/,
        '',
      ),
    );
  });

  it('tempfile makes a file with a name of its own', async () => {
    const made = (await run('tempfile', { path: root, suffix: '.x' })) as { path: string; mode: string };
    expect(made.path).to.match(/\/ansible\.\w{8}\.x$/);
    expect(made.mode).to.equal('0600');
  });
});
