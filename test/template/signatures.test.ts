import { expect } from 'chai';

import { trustText } from '../../lib/core/value.js';
import { Templar } from '../../lib/template/index.js';

// what ansible-core 2.14.18 with its collections refuses; an argument that nobody reads is a mistake
const refused = [
  '255 | string(true)',
  '255 | string(zz=1)',
  '[1] | community.general.counter(1)',
  "'x' | community.general.crc32(zz=1)",
  "['a'] | community.general.path_join(zz=1)",
  '[] is all(1)',
  '[] is any(zz=1)',
  "'10.0.0.1' is ansible.utils.ipv4(1)",
  "'10.0.0.1' is ansible.utils.private(zz=1)",
  "'10.0.0.1' is ansible.utils.in_network",
  "'10.0.0.1' is ansible.utils.in_network('10.0.0.0/8', 1)",
  "'10.0.0.0/9' is ansible.utils.subnet_of('10.0.0.0/8', zz=1)",
];

const taken = [
  '255 | string',
  '[1] | community.general.counter',
  "['a', 'b'] | community.general.path_join",
  "'10.0.0.1' is ansible.utils.ipv4",
  "'10.0.0.1' is ansible.utils.in_network('10.0.0.0/8')",
];

describe('arguments of filters and tests', () => {
  const render = (expression: string) => () =>
    new Templar({ variables: new Map() }).render(trustText(`{{ ${expression} }}`));

  for (const expression of refused)
    it(`refuses ${expression}`, () => expect(render(expression)).to.throw(/\(\) (takes|got|missing)/));
  for (const expression of taken) it(`takes ${expression}`, () => expect(render(expression)).not.to.throw());
});
