import { isIP } from 'node:net';

import { demand, pyStr, type Test } from '../../jinja/index.js';
import { noteImpureCall } from '../purity.js';
import { runInNode } from '../run-in-node.js';

// an address is looked up for its name, a name for its addresses
const SCRIPT = `
const dns = require('node:dns');
const [host, isAddress] = given;
const done = (error) => process.exit(error ? 1 : 0);
if (isAddress) dns.lookupService(host, 0, (error, name) => done(error || (name === host ? 'no name' : null)));
else dns.lookup(host, done);`;

/** Can the controller resolve the name, or the name of the address, by its hosts file or by DNS? */
export const resolvable: Test = (value) => {
  noteImpureCall();
  const host = pyStr(demand(value));
  return runInNode(SCRIPT, [host, isIP(host) === 0 ? '' : 'yes'], { seconds: 60 }).ok;
};
