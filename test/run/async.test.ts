import { randomInt } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { playText } from './play-text.js';

describe('run: async', () => {
  it('waits for a job, polls it and cleans up', async () => {
    const { report, events, said } = await playText(
      `
- hosts: h1
  vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
  tasks:
  - {name: job, shell: "sleep 0.3; echo done; echo oops >&2", async: 10, poll: 0.2, register: r}
  - debug: {msg: "{{ r.stdout }} {{ r.stderr }} {{ r.rc }} {{ r.finished }} {{ r.ansible_job_id is match('j[0-9]+[.][0-9]+') }}"}
  - {name: bad, command: "false", async: 10, poll: 0.1, ignore_errors: true}
`,
      { look: (dir) => expect(readdirSync(join(dir, 'jobs'))).to.deep.equal([]) },
    );
    expect(report.exitCode).to.equal(0);
    expect(said).to.include('h1: done oops 0 1 True');
    const polls = events.flatMap((event) => (event.type === 'async-poll' ? [event.status] : []));
    expect(polls).to.include('running').and.to.include('finished');
    expect(report.totals['h1']).to.include({ ok: 3, ignored: 1 });
  });

  it('poll 0 goes on at once; async_status tells the result later', async () => {
    const begun = Date.now();
    const { report, said } = await playText(`
- hosts: h1
  vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
  tasks:
  - {name: job, shell: "sleep 0.5; echo later", async: 10, poll: 0, register: r}
  - debug: {msg: "{{ r.started }} {{ r.finished }}"}
  - {name: ask, async_status: {jid: "{{ r.ansible_job_id }}"}, register: s}
  - debug: {msg: "{{ s.finished }}"}
  - {name: wait, async_status: {jid: "{{ r.ansible_job_id }}"}, register: s, until: s.finished == 1, retries: 20, delay: 0.1}
  - debug: {msg: "{{ s.stdout }}"}
  - {name: none, async_status: {jid: j1.1}, ignore_errors: true}
`);
    expect(report.exitCode).to.equal(0);
    expect(said).to.include.members(['h1: 1 0', 'h1: 0', 'h1: later', 'h1: could not find job']);
    expect(Date.now() - begun).to.be.lessThan(10_000);
  });

  it('a job that takes too long is ended, with all it started, and fails', async () => {
    const nap = newNap();
    const { said, report } = await playText(`
- hosts: h1
  vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
  tasks:
  - {name: job, shell: "trap : TERM; sleep ${nap}; sleep ${nap}", async: 1, poll: 0.3}
`);
    expect(report.exitCode).to.equal(2);
    expect(said).to.deep.equal(['h1: async task did not complete within the requested time - 1s']);
    expect(commandLines().filter((line) => line.includes(nap))).to.deep.equal([]);
  });

  it('the host ends a job that takes too long, with all it started, when nobody polls it', async () => {
    const nap = newNap();
    let left: readonly string[] = [];
    const { said } = await playText(
      `
- hosts: h1
  vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
  tasks:
  - {name: job, shell: "sleep ${nap}; echo never", async: 1, poll: 0, register: r}
  - {name: wait, async_status: {jid: "{{ r.ansible_job_id }}"}, register: s, until: s.finished == 1, retries: 50, delay: 0.2, ignore_errors: true}
  - debug: {msg: "{{ s.failed }} {{ s.finished }}"}
`,
      { look: (dir) => (left = commandLines().filter((line) => line.includes(nap) || line.includes(dir))) },
    );
    expect(said).to.deep.equal(['h1: Timeout exceeded', 'h1: True 1']);
    expect(left).to.deep.equal([]);
  });

  it('nobody but the user can read what a job is given and says', async () => {
    const modes: string[] = [];
    await playText(
      `
- hosts: h1
  vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
  tasks:
  - {command: umask, async: 20, poll: 0, register: r}
  - {async_status: {jid: "{{ r.ansible_job_id }}"}, register: s, until: s.finished == 1, retries: 50, delay: 0.1}
  - debug: {msg: "{{ s.stdout }}"}
`,
      {
        files: { 'jobs/older': '' },
        look: (dir) => {
          const jobs = join(dir, 'jobs');
          // there is nothing in .done
          for (const name of readdirSync(jobs).filter((one) => /^j.*(?<!\.done)$/.test(one)))
            modes.push((statSync(join(jobs, name)).mode & 0o777).toString(8));
        },
      },
    );
    expect(modes).to.deep.equal(['600', '600', '600', '600']);
  });

  it('is refused in check mode', async () => {
    const { said } = await playText('- hosts: h1\n  tasks: [{command: "true", async: 5}]\n', { check: true });
    expect(said).to.deep.equal(['h1: check mode and async cannot be used on same task.']);
  });
});

/** Seconds that no other program sleeps. */
const newNap = (): string => `44.${randomInt(1e9)}`;

const commandLines = (): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      try {
        return readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
      } catch {
        return '';
      }
    });
