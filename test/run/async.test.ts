import { readdirSync } from 'node:fs';
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

  it('a job that takes too long is ended and fails', async () => {
    const { said, report } = await playText(`
- hosts: h1
  vars: {ansible_async_dir: "{{ playbook_dir }}/jobs"}
  tasks:
  - {name: job, command: sleep 43, async: 1, poll: 0.3}
`);
    expect(report.exitCode).to.equal(2);
    expect(said).to.deep.equal(['h1: async task did not complete within the requested time - 1s']);
  });

  it('is refused in check mode', async () => {
    const { said } = await playText('- hosts: h1\n  tasks: [{command: "true", async: 5}]\n', { check: true });
    expect(said).to.deep.equal(['h1: check mode and async cannot be used on same task.']);
  });
});
