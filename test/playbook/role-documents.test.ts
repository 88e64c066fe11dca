import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'chai';
import { collectionRoleDocuments, roleDocuments } from '../../lib/playbook/role-documents.js';

describe('documents of roles', () => {
  let dir: string;
  before(() => (dir = mkdtempSync(path.join(tmpdir(), 'tsplay-roles-'))));
  after(() => rmSync(dir, { recursive: true }));

  it('stand among what is no directory: a file, a link to nothing', () => {
    const meta = path.join(dir, 'ansible_collections/acme/tools/roles/web/meta');
    mkdirSync(meta, { recursive: true });
    writeFileSync(path.join(meta, 'argument_specs.yml'), 'argument_specs: {main: {options: {}}}\n');
    writeFileSync(path.join(dir, 'ansible_collections/README'), '');
    symlinkSync('nowhere', path.join(dir, 'ansible_collections/gone'));
    symlinkSync('nowhere', path.join(dir, 'ansible_collections/acme/gone'));
    expect(collectionRoleDocuments([dir]).map(({ name }) => name)).to.deep.equal(['acme.tools.web']);
    expect(roleDocuments([path.join(dir, 'ansible_collections/README')])).to.deep.equal([]);
  });
});
