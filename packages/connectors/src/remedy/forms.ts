/** What is particular about an interface form (BMC, integration interface forms of ITSM). */
export type Form = {
  /** Where entries are read and changed. */
  view: string
  number: string
  status: string
  /** States at which nobody works on an entry any more. */
  over: readonly string[]
  cancelled: string
}

const incident: Omit<Form, 'view'> = {
  number: 'Incident Number',
  status: 'Status',
  over: ['Resolved', 'Closed', 'Cancelled'],
  cancelled: 'Cancelled',
}
const known: Readonly<Record<string, Omit<Form, 'view'>>> = {
  HPD: incident,
  CHG: {
    number: 'Infrastructure Change ID',
    status: 'Change Request Status',
    over: ['Completed', 'Closed', 'Cancelled', 'Rejected'],
    cancelled: 'Cancelled',
  },
  WOI: {
    number: 'WorkOrder_ID',
    status: 'Status',
    over: ['Completed', 'Closed', 'Cancelled', 'Rejected'],
    cancelled: 'Cancelled',
  },
}

/** The form by its name: made on `…_Create`, read and changed on the form without it. */
export function formOf(name: string): Form {
  const prefix = name.split(':')[0] ?? ''
  const facts = Object.hasOwn(known, prefix) ? known[prefix] : undefined
  return { view: name.replace(/_Create$/, ''), ...(facts ?? incident) }
}
