import { pyRepr } from '../python/repr.js';
import { PyObject } from '../python/py-object.js';

/** The names a template exports: what `{% import %}` binds. */
export class TemplateModule extends PyObject {
  override readonly typeName = 'TemplateModule';
  override readonly module = 'jinja2.environment';

  constructor(
    private readonly file: string,
    private readonly names: ReadonlyMap<string, unknown>,
    private readonly body: unknown,
  ) {
    super();
  }

  override getAttribute(name: string): unknown {
    return this.names.get(name);
  }

  override toText(): string {
    return String(this.body);
  }

  override toRepr(): string {
    return `<TemplateModule '${this.file}'>`;
  }
}

/** `namespace()`: an object whose attributes `{% set ns.x = … %}` changes. */
export class Namespace extends PyObject {
  override readonly typeName = 'Namespace';
  override readonly module = 'jinja2.utils';

  constructor(readonly values: Map<unknown, unknown>) {
    super();
  }

  override getAttribute(name: string): unknown {
    return this.values.get(name);
  }

  override getItem(key: unknown): unknown {
    return this.values.get(key);
  }

  override toRepr(): string {
    return `<Namespace ${pyRepr(this.values)}>`;
  }
}
