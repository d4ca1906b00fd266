import type { LineRow, RuleRow, SlotRow, TxState } from './store-rows.ts'

/** Rows by their names; what an open transaction wrote is seen by itself alone. Rows are replaced, never changed. */
export class Table<T extends object> {
  readonly name: string
  /** What is committed. */
  readonly rows = new Map<string, T>()
  private readonly open = new WeakMap<TxState, Map<string, T | undefined>>()

  constructor(name: string) {
    this.name = name
  }

  /** What a statement sees. */
  see(tx?: TxState): ReadonlyMap<string, T> {
    const own = tx && this.open.get(tx)
    if (!own) return this.rows
    const seen = new Map(this.rows)
    for (const [id, row] of own)
      if (row) seen.set(id, row)
      else seen.delete(id)
    return seen
  }

  /** Takes the place of the row; without one it is gone. */
  put(id: string, row: T | undefined, tx?: TxState): void {
    if (tx) {
      const own = this.open.get(tx) ?? new Map<string, T | undefined>()
      this.open.set(tx, own.set(id, row))
    } else if (row) this.rows.set(id, row)
    else this.rows.delete(id)
  }

  /** Lets everybody see what the transaction wrote. */
  commit(tx: TxState): void {
    for (const [id, row] of this.open.get(tx) ?? []) this.put(id, row)
  }
}

/** By tenant, scope and name, and what tells rows of one rule apart. */
export type LimitTables = {
  rules: Table<RuleRow>
  slots: Table<SlotRow>
  lines: Table<LineRow>
}
