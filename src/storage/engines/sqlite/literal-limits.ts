import { type LimitNode, SqliteQueryCompiler, ValueNode } from 'kysely';

/**
 * Writes limits into the text of a statement, and those that are not known yet as an expression. Of a limit that is
 * nothing but a parameter SQLite uses the value for the plan, so it compiles the statement again at each execution, even
 * with the same values (https://sqlite.org/c3ref/c_dbconfig_defensive.html#sqlitedbconfigenableqpsg).
 */
export class LiteralLimits extends SqliteQueryCompiler {
  protected override visitLimit(node: LimitNode): void {
    if (ValueNode.is(node.limit) && typeof node.limit.value === 'number') {
      this.append('limit ');
      this.appendImmediateValue(node.limit.value);
    } else {
      super.visitLimit(node);
      this.append(' + 0');
    }
  }
}
