import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Transform } from 'node:stream';

import { expect } from 'chai';

import { localTransport } from '../../lib/connect/local.js';
import { defineConnection } from '../../lib/index.js';

import { playText, type PlayOptions } from './play-text.js';

/** What a run says and what it leaves, without what differs from run to run. */
async function tale(
  text: string,
  sendAlong: boolean,
  options: PlayOptions,
): Promise<{ events: unknown; log: string; exit: number; unknown: unknown }> {
  let log = '';
  const look = (dir: string): void => {
    log = existsSync(join(dir, 'log')) ? readFileSync(join(dir, 'log'), 'utf8') : '';
  };
  const { events, report, dir } = await playText(text, { hosts: ['h1'], ...options, sendAlong, look });
  const varies = new Set([
    'id',
    'seq',
    'time',
    'durationMs',
    'start',
    'end',
    'delta',
    'mtime',
    'atime',
    'ctime',
    'inode',
  ]);
  const plain = JSON.stringify(events, (key, value: unknown) => (varies.has(key) ? undefined : value));
  return {
    events: JSON.parse(plain.replaceAll(dir, 'DIR')) as unknown,
    log: log.replaceAll(dir, 'DIR'),
    exit: report.exitCode,
    unknown: report.unknown,
  };
}

const say = (word: string): string => `shell: "echo ${word} >> {{ playbook_dir }}/log"`;

const plays: Readonly<Record<string, string>> = {
  'one after the other': `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, copy: {content: b, dest: "{{ playbook_dir }}/b"}}
  - {name: c, ${say('c')}, when: false}
  - {name: d, shell: "cat {{ playbook_dir }}/b >> {{ playbook_dir }}/log"}
  - {name: e, file: {path: "{{ playbook_dir }}/b", state: absent}}
  - {name: f, ${say('f')}}
`,
  'nothing runs behind a failure': `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, command: "false"}
  - {name: c, ${say('c')}}
  - {name: d, ${say('d')}}
`,
  'a module that fails': `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, file: {path: /nowhere/at/all, state: file}}
  - {name: c, ${say('c')}}
`,
  'ignored errors go on, each task once': `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, command: "false", ignore_errors: true}
  - {name: c, ${say('c')}}
  - {name: d, shell: "exit 3", ignore_errors: true}
  - {name: e, ${say('e')}}
  - {name: f, ${say('f')}}
`,
  'rescue and always': `
- hosts: all
  tasks:
  - block:
    - {name: a, ${say('a')}}
    - {name: b, command: "false"}
    - {name: c, ${say('c')}}
    rescue:
    - {name: d, ${say('d')}}
    - {name: e, ${say('e')}}
    always:
    - {name: f, ${say('f')}}
  - {name: g, ${say('g')}}
`,
  'a host that cannot be reached': `
- hosts: all
  vars: {ansible_connection: ssh, ansible_host: 127.0.0.1, ansible_port: 1}
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, ${say('b')}}
  - {name: c, file: {path: "{{ playbook_dir }}/c", state: directory}}
`,
  'another user whom nobody can become': `
- hosts: all
  become: true
  become_method: su
  become_user: nobody-has-this-name
  ignore_errors: true
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, ${say('b')}}
  - {name: c, ${say('c')}, become: false}
`,
  'a registered result, asked for directly and through variables': `
- hosts: all
  vars: {through: "{{ said.stdout }}", deep: "x{{ through }}"}
  tasks:
  - {name: a, command: echo one, register: said}
  - {name: b, shell: "echo {{ deep }} >> {{ playbook_dir }}/log"}
  - {name: c, command: echo two, register: said}
  - {name: d, ${say('d')}, when: said.stdout == 'two'}
  - {name: e, ${say('e')}, when: said.stdout == 'one'}
  - {name: "f {{ said.stdout }}", shell: "echo {{ hostvars[inventory_hostname].said.stdout }} >> {{ playbook_dir }}/log"}
  - {name: g, shell: "echo {{ vars['said'].stdout }} >> {{ playbook_dir }}/log"}
`,
  'conditions of the user decide': `
- hosts: all
  tasks:
  - {name: a, command: echo one, register: said, changed_when: "'two' in said.stdout"}
  - {name: b, ${say('b')}}
  - {name: c, command: echo bad, register: said, failed_when: "'bad' in said.stdout"}
  - {name: d, ${say('d')}}
`,
  'what a task writes on this machine, the next one reads': `
- hosts: all
  tasks:
  - {name: a, copy: {content: "old {% raw %}{{ inventory_hostname }}{% endraw %}", dest: "{{ playbook_dir }}/t.j2"}}
  - {name: b, template: {src: t.j2, dest: "{{ playbook_dir }}/log"}}
  - {name: c, copy: {content: new, dest: "{{ playbook_dir }}/t.j2"}}
  - {name: d, copy: {src: "{{ playbook_dir }}/t.j2", dest: "{{ playbook_dir }}/u"}}
  - {name: e, shell: "cat {{ playbook_dir }}/u >> {{ playbook_dir }}/log"}
  - {name: f, shell: "echo newer > {{ playbook_dir }}/u"}
  - {name: g, shell: "echo {{ lookup('file', playbook_dir ~ '/u') }} >> {{ playbook_dir }}/log"}
`,
  'a template that is small goes along, one that was written meanwhile is made again': `
- hosts: all
  vars:
    has_flag: "{{ (playbook_dir ~ '/flag') is exists }}"
  tasks:
  - {name: a, copy: {content: "one {% raw %}{{ n }}{% endraw %} é\n", dest: "{{ playbook_dir }}/t.j2"}}
  - {name: b, copy: {content: "<{% raw %}{% include 't.j2' %}{% endraw %}>", dest: "{{ playbook_dir }}/i.j2"}}
  - {name: c, copy: {content: "{% raw %}{{ has_flag }}{% endraw %}\n", dest: "{{ playbook_dir }}/flag.j2"}}
  - {name: look, set_fact: {x: 1}}
  - {name: d, template: {src: t.j2, dest: "{{ playbook_dir }}/1"}, vars: {n: 1}}
  - {name: e, template: {src: t.j2, dest: "{{ playbook_dir }}/2"}, vars: {n: 2}}
  - {name: f, template: {src: flag.j2, dest: "{{ playbook_dir }}/3"}}
  - {name: g, shell: "echo two >> {{ playbook_dir }}/t.j2; touch {{ playbook_dir }}/flag"}
  - {name: h, template: {src: t.j2, dest: "{{ playbook_dir }}/4"}, vars: {n: 4}}
  - {name: i, template: {src: flag.j2, dest: "{{ playbook_dir }}/5"}}
  - {name: j, template: {src: i.j2, dest: "{{ playbook_dir }}/6"}, vars: {n: 6}}
  - {name: k, file: {path: "{{ playbook_dir }}/templates", state: directory}}
  - {name: look, set_fact: {x: 2}}
  - {name: l, shell: "echo other > {{ playbook_dir }}/templates/t.j2"}
  - {name: m, template: {src: t.j2, dest: "{{ playbook_dir }}/7"}, vars: {n: 7}}
  - {name: n, template: {src: gone.j2, dest: "{{ playbook_dir }}/8"}, ignore_errors: true}
  - {name: o, shell: "cd {{ playbook_dir }} && cat 1 2 3 4 5 6 7 > log"}
`,
  'edits take two trips': `
- hosts: all
  tasks:
  - {name: a, copy: {content: "x\\n", dest: "{{ playbook_dir }}/log"}}
  - {name: b, lineinfile: {path: "{{ playbook_dir }}/log", line: y}}
  - {name: c, ${say('z')}}
  - {name: d, lineinfile: {path: "{{ playbook_dir }}/log", regexp: z, line: "zz"}}
  - {name: e, ${say('e')}}
`,
  'lines that are there are settled at the host, others are not': `
- hosts: all
  tasks:
  - {name: a, copy: {content: "x\\nlast", dest: "{{ playbook_dir }}/log"}}
  - {name: b, lineinfile: {path: "{{ playbook_dir }}/log", line: x}}
  - {name: c, ${say('c')}}
  - {name: d, lineinfile: {path: "{{ playbook_dir }}/log", line: lastc, insertafter: EOF}}
  - {name: e, lineinfile: {path: "{{ playbook_dir }}/log", line: last}}
  - {name: f, shell: "printf 'c\\\\r\\\\nd' >> {{ playbook_dir }}/log"}
  - {name: g, lineinfile: {path: "{{ playbook_dir }}/log", line: c}}
  - {name: h, lineinfile: {path: "{{ playbook_dir }}/log", line: d}}
  - {name: i, ${say('i')}}
  - {name: j, lineinfile: {path: "{{ playbook_dir }}/log", line: x, insertafter: "("}, ignore_errors: true}
  - {name: k, lineinfile: {path: "{{ playbook_dir }}/nothing", line: x}, ignore_errors: true}
  - {name: l, shell: "printf '%2000s\\\\n\\\\n' x >> {{ playbook_dir }}/log"}
  - {name: m, lineinfile: {path: "{{ playbook_dir }}/log", line: i}}
  - {name: n, lineinfile: {path: "{{ playbook_dir }}/log", line: ""}}
  - {name: o, ${say('o')}}
  - {name: p, shell: "printf 'n\\\\000l' >> {{ playbook_dir }}/log"}
  - {name: q, lineinfile: {path: "{{ playbook_dir }}/log", line: o}}
  - {name: r, ${say('r')}}
`,
  'content that does not fit into a script': `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, copy: {content: "{{ 'b' * 200000 }}", dest: "{{ playbook_dir }}/big"}}
  - {name: c, shell: "wc -c < {{ playbook_dir }}/big >> {{ playbook_dir }}/log"}
  - {name: d, ${say('d')}}
`,
  'notified handlers, loops, includes, facts': `
- hosts: all
  handlers:
  - {name: h, ${say('h')}}
  tasks:
  - {name: a, ${say('a')}, notify: h}
  - {name: b, shell: "echo {{ item }} >> {{ playbook_dir }}/log", loop: [1, 2]}
  - {name: c, ${say('c')}, notify: h}
  - meta: flush_handlers
  - {name: d, set_fact: {fact: "{{ 1 + 1 }}"}}
  - {name: e, shell: "echo {{ fact }} >> {{ playbook_dir }}/log"}
  - {name: f, include_tasks: more.yml}
  - {name: g, ${say('g')}}
  - {name: i, fail: {msg: no}}
  - {name: j, ${say('j')}}
`,
  'items of loops': `
- hosts: all
  vars: {last: none}
  tasks:
  - {name: a, shell: "echo {{ item }} >> {{ playbook_dir }}/log; exit {{ item }}", loop: [0, 0, 3, 0, 1, 0], ignore_errors: true, register: said}
  - {name: b, shell: "echo {{ item }} >> {{ playbook_dir }}/log", loop: "{{ said.results | map(attribute='rc') }}", when: item != 0}
  - {name: c, set_fact: {last: "{{ last }}{{ item }}"}, loop: [1, 2, 3]}
  - {name: d, shell: "echo {{ last }} >> {{ playbook_dir }}/log"}
  - {name: e, copy: {content: "{{ item }}", dest: "{{ playbook_dir }}/file"}, loop: [x, y, y, "{{ 'z' * 200000 }}", w], loop_control: {label: "{{ item[0] }}", extended: true}}
  - {name: f, shell: "cp {{ playbook_dir }}/file {{ playbook_dir }}/g{{ item }}; echo {{ lookup('file', playbook_dir ~ '/g' ~ (item - 1)) }} >> {{ playbook_dir }}/log", loop: [1, 2, 3], ignore_errors: true}
  - {name: g, lineinfile: {path: "{{ playbook_dir }}/log", line: "{{ item }}"}, loop: [u, v, u]}
  - {name: h, shell: "echo {{ item.nowhere }} >> {{ playbook_dir }}/log", loop: [{nowhere: 1}, {}, {nowhere: 2}], ignore_errors: true}
  - {name: i, template: {src: "{{ item }}", dest: "{{ playbook_dir }}/log2"}, loop: [t.j2, t.j2]}
  - {name: j, shell: "echo {{ item }} >> {{ playbook_dir }}/log; false", loop: [1, 2, 3]}
  - {name: k, ${say('k')}}
`,
  'facts of a task that is never reached are not set': `
- hosts: all
  tasks:
  - block:
    - {name: a, shell: "sleep 0.3; exit 1"}
    - {name: b, set_fact: {early: yes}}
    - {name: c, set_stats: {data: {early: yes}}}
    rescue:
    - {name: d, shell: "echo {{ early | default('late') }} >> {{ playbook_dir }}/log"}
`,
  'undefined variables are told at their turn': `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: b, shell: "echo {{ nowhere }}"}
  - {name: c, ${say('c')}}
`,
  'files and the time are looked at when it is their turn': `
- hosts: all
  vars: {made: "{{ (playbook_dir ~ '/made') is exists }}"}
  tasks:
  - {name: a, shell: "sleep 0.3; touch {{ playbook_dir }}/made"}
  - {name: b, ${say('b')}, when: "(playbook_dir ~ '/made') is file"}
  - {name: c, shell: "echo {{ made }} >> {{ playbook_dir }}/log; rm {{ playbook_dir }}/made; ln -s b {{ playbook_dir }}/a"}
  - {name: d, shell: "echo {{ item }} {{ made }} {{ (playbook_dir ~ '/a') | realpath | basename }} >> {{ playbook_dir }}/log", loop: [1, 2]}
  - {name: e, shell: "date +%s%N > {{ playbook_dir }}/then; sleep 0.1"}
  - {name: f, shell: "test $(cat {{ playbook_dir }}/then) -lt {{ now().strftime('%s%f') }}000 && echo later >> {{ playbook_dir }}/log", no_log: true}
`,
  'secrets, environment, another user': `
- hosts: all
  tasks:
  - {name: a, shell: "echo $X >> {{ playbook_dir }}/log", environment: {X: one}, no_log: true}
  - {name: b, shell: "echo $X >> {{ playbook_dir }}/log"}
  - {name: c, shell: "id -u >> {{ playbook_dir }}/log", become: true, become_method: su}
  - {name: d, ${say('d')}}
`,
};

const files = { 'more.yml': `- {name: m, ${say('m')}}\n- {name: n, ${say('n')}}\n` };

describe('run: tasks that travel together', function () {
  this.timeout(120_000);

  for (const [name, text] of Object.entries(plays)) {
    for (const check of [false, true]) {
      it(`${name}${check ? ' (check)' : ''}: as one by one`, async () => {
        const options = { files, check, diff: check };
        expect(await tale(text, true, options)).to.deep.equal(await tale(text, false, options));
      });
    }
  }

  for (let seed = 1; seed <= 12; seed++) {
    it(`a playbook by chance (${seed}): as one by one`, async () => {
      const text = byChance(seed);
      const strategy = seed % 3 === 0 ? 'free' : 'linear';
      const play = `- hosts: all\n  strategy: ${strategy}\n  any_errors_fatal: ${seed % 2 === 0}\n  tasks:\n${text}`;
      expect(await tale(play, true, {}), play).to.deep.equal(await tale(play, false, {}));
    });
  }

  it('is one round trip for many tasks', async () => {
    slowConnection(100);
    const tasks = Array.from({ length: 20 }, (_, i) => `  - {name: t${i}, command: "true"}\n`).join('');
    const text = `- hosts: all\n  connection: slow\n  tasks:\n${tasks}`;
    const inventoryIn = (dir: string): string => join(dir, 'names');
    const time = async (sendAlong: boolean): Promise<number> => {
      const played = await playText(text, { files: { names: 'h1\n' }, inventoryIn, sendAlong });
      expect(played.report.exitCode).to.equal(0);
      return played.report.durationMs;
    };
    const [together, oneByOne] = [await time(true), await time(false)];
    expect(oneByOne).to.be.greaterThan(2000);
    expect(oneByOne - together).to.be.greaterThan(1000);
  });

  it('a lost connection leaves unknown what was on its way, and runs nothing twice', async () => {
    const text = `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: lost, shell: "sleep 0.2; kill -9 -$(ps -o pgid= $$ | tr -d ' ')"}
  - {name: b, ${say('b')}}
  - {name: c, ${say('c')}}
`;
    const { exit, log, unknown } = await tale(text, true, {});
    expect({ exit, log, unknown }).to.deep.equal({
      exit: 4,
      log: 'a\n',
      unknown: [{ host: 'h1', task: 'lost (and 2 sent along with it)' }],
    });
  });

  it('a task that was cut off is unknown, and what follows it has not run', async () => {
    const stop = new AbortController();
    const text = `
- hosts: all
  tasks:
  - {name: a, ${say('a')}}
  - {name: long, shell: "exec sleep 41"}
  - {name: b, ${say('b')}}
`;
    let log = '';
    const played = await playText(text, {
      hosts: ['h1'],
      signal: stop.signal,
      onEvent: (event) => {
        if (event.type === 'host-start' && event.task.name === 'long') setTimeout(() => stop.abort(), 700);
      },
      look: (dir) => (log = readFileSync(join(dir, 'log'), 'utf8')),
    });
    expect(log).to.equal('a\n');
    expect(played.report.unknown).to.deep.equal([{ host: 'h1', task: 'long' }]);
  });
});

/** Answers come late. */
function slowConnection(ms: number): void {
  defineConnection({
    name: 'slow',
    open: () => {
      const local = localTransport();
      return {
        transport: {
          open: async (argv) => {
            const channel = await local.open(argv);
            const late = new Transform({
              transform(chunk, _encoding, done) {
                setTimeout(() => this.push(chunk), ms);
                done();
              },
            });
            return { ...channel, stdout: channel.stdout.pipe(late) };
          },
          close: () => local.close(),
        },
      };
    },
  });
}

function byChance(seed: number): string {
  let state = seed * 2654435761;
  const random = (most: number): number => {
    state = (Math.imul(state, 1103515245) + 12345) >>> 0;
    return (state >>> 8) % most;
  };
  const kinds: readonly ((n: number) => string)[] = [
    (n) => say(`t${n}`),
    (n) => `copy: {content: "c${n}", dest: "{{ playbook_dir }}/f${random(3)}"}`,
    () => `shell: "cat {{ playbook_dir }}/f* >> {{ playbook_dir }}/log 2>/dev/null; true"`,
    () => `file: {path: "{{ playbook_dir }}/f${random(3)}", state: ${random(2) ? 'absent' : 'file'}}`,
    () => `shell: "exit ${random(3)}"`,
    () => `lineinfile: {path: "{{ playbook_dir }}/log", line: "l${random(3)}", create: true}`,
    () => `debug: {msg: "{{ r${random(2)} | default('none') is failed }}"}`,
  ];
  const extras: readonly (() => string)[] = [
    () => '',
    () => '',
    () => `, register: r${random(2)}`,
    () => ', ignore_errors: true',
    () => `, when: r${random(2)} is not defined or r0 is not failed`,
    () => ', changed_when: false',
  ];
  const task = (n: number, indent: string): string =>
    `${indent}- {name: t${n}, ${kinds[random(kinds.length)]!(n)}${extras[random(extras.length)]!()}}\n`;
  return Array.from({ length: 12 }, (_, n) =>
    n % 6 === 4
      ? `  - block:\n${task(100 + n, '    ')}${task(200 + n, '    ')}    rescue:\n${task(300 + n, '    ')}`
      : task(n, '  '),
  ).join('');
}
