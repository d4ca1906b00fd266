import type { At, Json } from './columns.ts'

/** When nothing may begin. */
export type CalendarTables = {
  change_freeze: {
    tenant: string
    name: string
    reason: string
    starts: string
    ends: string
    zone: string
    scope: Json<unknown>
    approvers: string[]
    updated_by: string
    updated_at: At
  }
  calendar: { tenant: string; revision: number }
}
