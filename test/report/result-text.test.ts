import { expect } from 'chai';
import { debugText } from '../../lib/report/result-text.js';

describe('report: the variable that debug shows', () => {
  it('stands alone, though a loop tells its item beside it', () => {
    const ofLoop = { ansible_loop_var: 'each', each: 1, ansible_index_var: 'n', n: 0, ansible_loop: {} };
    expect(debugText({ changed: false, 'hostvars.a': 'x', ...ofLoop })).to.deep.equal(['hostvars.a: x']);
    expect(debugText({ item: 'x' })).to.deep.equal(['item: x']);
  });
});
