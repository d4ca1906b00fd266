import type { ColumnType, Generated } from 'kysely'
import type { At, Maybe, MaybeAt } from './columns.ts'

/** numeric: read as text, written as a number. */
type Amount = ColumnType<string, number, number>

/** How much teams may have, and what they have. */
export type QuotaTables = {
  quota_rule: {
    tenant: string
    resource: string
    /** `*` = each team for itself. */
    team: string
    /** `*` = all together. */
    environment: string
    most: Amount
    unit: Maybe<string>
    enforce: string
    note: Maybe<string>
    /** Each `<channel>:<address>`. */
    contacts: string[]
    alerts: number[]
    updated_by: string
    updated_at: At
  }
  quota_count: {
    tenant: string
    resource: string
    team: string
    environment: string
    taken: Generated<string>
  }
  quota_use: {
    tenant: string
    request_id: string
    resource: string
    environment: string
    team: string
    amount: Amount
    at: Generated<Date>
    exceeded: Generated<boolean>
    judged: Maybe<number>
    since: Maybe<number>
    changes_id: Maybe<string>
    becomes: ColumnType<string | null, number | null | undefined, number | null>
  }
  quota_alert: {
    tenant: string
    resource: string
    team: string
    environment: string
    /** `YYYY-MM`, UTC. */
    month: string
    percent: number
    taken: Amount
    most: Amount
    at: At
  }
  quota_notice: {
    tenant: string
    resource: string
    team: string
    environment: string
    month: string
    percent: number
    receiver: string
    due_at: At
    tries: Generated<number>
    done_at: MaybeAt
    outcome: Maybe<string>
  }
  quota_day: {
    tenant: string
    resource: string
    team: string
    environment: string
    day: string
    highest: Amount
    last: Amount
  }
}
