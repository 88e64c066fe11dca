import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect } from 'chai';

import { listPlaybooks } from '../../lib/index.js';

describe('run/list-playbooks', () => {
  const dir = mkdtempSync(join(tmpdir(), 'tsplay-list-'));
  const file = join(dir, 'play.yml');
  after(() => rmSync(dir, { recursive: true }));

  it('lists plays and the tasks that the tags choose', async () => {
    writeFileSync(
      file,
      '- name: one\n  hosts: all\n  tags: p\n  tasks:\n  - {name: a, debug: , tags: [x]}\n  - block: [{name: b, debug: }]\n  - {name: c, debug: , tags: never}\n  - meta: noop\n',
    );
    const { plays, problems } = await listPlaybooks({ playbooks: [file], skipTags: ['y'] });
    expect(problems).to.deep.equal([]);
    expect(plays.map(({ name, pattern, tags }) => ({ name, pattern, tags }))).to.deep.equal([
      { name: 'one', pattern: ['all'], tags: ['p'] },
    ]);
    expect(plays[0]!.tasks.map(({ name, tags }) => `${name} ${tags.join()}`)).to.deep.equal([
      'a p,x',
      'b p',
      'meta p',
    ]);
    const chosen = await listPlaybooks({ playbooks: [file], tags: ['x'] });
    expect(chosen.plays[0]!.tasks.map(({ name }) => name)).to.deep.equal(['a']);
  });

  it('tells every mistake with its line', async () => {
    writeFileSync(file, '- hosts: all\n  tasks:\n  - {file: {pth: /x}}\n  - {debug: , notify: none}\n');
    const { problems } = await listPlaybooks({ playbooks: [file] });
    expect(problems.map(({ at }) => at?.line))
      .to.include(3)
      .and.to.include(4);
  });
});
