import type { Dict } from '../../lib/core/value.js';
import { defineModule, failure, makeResult } from '../../lib/module/index.js';
import { bool, dict, pythonText, raw } from '../../lib/schema/index.js';

export const module = defineModule({
  name: 'set_stats',
  summary: 'Sets values that the report of the run shows',
  args: {
    data: dict({ doc: 'The values', required: true }),
    per_host: bool({ doc: 'One set for each host', fallback: false }),
    aggregate: bool({ doc: 'Add to what is there instead of replacing it', fallback: true }),
  },
  returns: { ansible_stats: raw({ doc: 'data, per_host and aggregate' }) },
  run(args) {
    const bad = [...args.data.keys()].find((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(pythonText(name)));
    if (bad !== undefined) return failure(`The variable name '${pythonText(bad)}' is not valid.`);
    const stats = makeResult({ data: args.data, per_host: args.per_host, aggregate: args.aggregate }) as Dict;
    return makeResult({ changed: false, ansible_stats: stats });
  },
});
