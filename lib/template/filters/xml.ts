import type { Value } from '../../core/value.js';
import { bindArgs, demand, pyStr, pyTruth, type Filter, type Kwargs } from '../../jinja/index.js';
import { dumpJson } from '../dump-json.js';
import { parseJson } from '../parse-json.js';
import { parseXml } from '../parse-xml.js';
import { filterError, isMapping, isText, numberOf, typeName } from '../python.js';
import { writeXml } from '../write-xml.js';

/** ansible.utils: XML to JSON's text, and back. */
export const xmlFilters: Readonly<Record<string, Filter>> = {
  from_xml: (value, args, kwargs) => {
    const { engine } = given('from_xml', ['engine'], args, kwargs);
    const text = demand(value);
    checkEngine('from_xml', engine);
    return attempt('from_xml', 'Input Xml is not valid', () => {
      if (!isText(text)) throw new TypeError('XML is text');
      return dumpJson(parseXml(pyStr(text)));
    });
  },
  to_xml: (value, args, kwargs) => {
    const options = given('to_xml', ['engine', 'indent', 'indent_width', 'full_document'], args, kwargs);
    const data = dictOf(demand(value) as Value);
    const indent = pyStr(options.indent ?? 'tabs');
    if (indent !== 'tabs' && indent !== 'spaces')
      throw filterError(`['value of indent must be one of: tabs, spaces, got: ${indent}']`);
    checkEngine('to_xml', options.engine);
    const style = {
      indent: indent === 'tabs' ? '\t' : ' '.repeat(Math.max(0, numberOf(options.indent_width) ?? 4)),
      fullDocument: pyTruth(options.full_document ?? true),
    };
    return attempt('to_xml', 'Input json is not valid', () => writeXml(data, style));
  },
};

function given<const P extends string>(
  name: string,
  params: readonly P[],
  args: readonly unknown[],
  kwargs: Kwargs,
): Record<P, unknown> {
  const unknown = [...kwargs.keys()].filter((key) => !(params as readonly string[]).includes(key));
  if (unknown.length > 0)
    throw filterError(
      `['${unknown.join(', ')}. Supported parameters include: ${['data', ...params].sort().join(', ')}.']`,
    );
  return bindArgs(name, params, args, kwargs, 1) as Record<P, unknown>;
}

function checkEngine(filter: string, engine: unknown): void {
  const name = pyStr(engine ?? 'xmltodict');
  if (name !== 'xmltodict')
    throw filterError(`Error when using plugin '${filter}': engine: ${name} is not supported `);
}

function attempt<T>(filter: string, complaint: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof TypeError)
      throw filterError(`Error when using plugin '${filter}': ${complaint}`);
    throw error;
  }
}

// the text of a JSON object is as good
function dictOf(value: Value): Map<Value, Value> {
  if (isMapping(value)) return value;
  const refused = (why: string): Error =>
    filterError(
      `["argument 'data' is of type <class '${typeName(value)}'> and we were unable to convert to dict: ${why}"]`,
    );
  if (!isText(value)) throw refused(`<class '${typeName(value)}'> cannot be converted to a dict`);
  const text = pyStr(value);
  if (!text.trimStart().startsWith('{'))
    throw refused('dictionary requested, could not parse JSON or key=value');
  const parsed = parseJson(text);
  if (!isMapping(parsed)) throw refused('unable to evaluate string as dictionary');
  return parsed;
}
