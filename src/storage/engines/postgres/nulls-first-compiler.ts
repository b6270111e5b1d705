import {
  AliasNode,
  ColumnNode,
  IdentifierNode,
  type OperationNode,
  type OrderByItemNode,
  PostgresQueryCompiler,
  RawNode,
  ReferenceNode,
  type SelectQueryNode,
  TableNode,
} from 'kysely';
import type { NeverNull } from './nullable-columns.ts';

/** Name or alias → table, for the tables read by one select. */
type Scope = ReadonlyMap<string, string>;

/**
 * Sorts nulls first as SQLite does, while PostgreSQL sorts them last by default, so that pages are the same on both.
 * Columns that are never null are left unchanged, because an index is used only for exactly the order it was created
 * with.
 */
export class NullsFirstCompiler extends PostgresQueryCompiler {
  readonly #neverNull: NeverNull;
  readonly #scopes: Scope[] = [];

  constructor(neverNull: NeverNull) {
    super();
    this.#neverNull = neverNull;
  }

  protected override visitSelectQuery(node: SelectQueryNode): void {
    const scope = new Map<string, string>();
    for (const from of node.from?.froms ?? []) addTable(scope, from);
    // In an outer join every column may be null, so its table is left unknown.
    for (const { joinType, table } of node.joins ?? []) if (joinType === 'InnerJoin') addTable(scope, table);
    this.#scopes.push(scope);
    super.visitSelectQuery(node);
    this.#scopes.pop();
  }

  protected override visitOrderByItem(node: OrderByItemNode): void {
    super.visitOrderByItem(node);
    if (node.nulls !== undefined || this.#isNeverNull(node.orderBy)) return;
    const descending =
      node.direction !== undefined && RawNode.is(node.direction) && node.direction.sqlFragments[0] === 'desc';
    this.append(descending ? ' nulls last' : ' nulls first');
  }

  #isNeverNull(node: OperationNode): boolean {
    const scope = this.#scopes.at(-1);
    const reference = ReferenceNode.is(node) ? node : null;
    const column = reference?.column ?? node;
    if (scope === undefined || !ColumnNode.is(column)) return false;
    const name = column.column.name;
    const given = reference?.table?.table.identifier.name;
    const tables = given === undefined ? [...scope.values()] : [scope.get(given)];
    return tables.length > 0 && tables.every((table) => table !== undefined && this.#neverNull.get(table)?.has(name));
  }
}

function addTable(scope: Map<string, string>, node: OperationNode): void {
  if (TableNode.is(node)) {
    const { name } = node.table.identifier;
    scope.set(name, name);
  } else if (AliasNode.is(node) && TableNode.is(node.node) && IdentifierNode.is(node.alias)) {
    scope.set(node.alias.name, node.node.table.identifier.name);
  }
}
