/** From one environment to the next, in English. */
export const enPromotion = {
  promotion: {
    title: 'Its way through the environments',
    here: 'this request',
    to: (environment: string) => `Promote to ${environment}`,
    dialog: (environment: string) => `Promote to ${environment}?`,
    what: (item: string, environment: string) =>
      `Orders ${item} once more, in ${environment}, with the same answers. What stands here stays as it is.`,
    rules: 'Approvals, quotas and change windows of that environment hold as for any order.',
    secrets: 'Secret answers are not carried over.',
    overrides: (fields: string) => `As ${fields} that environment has its own.`,
    gates: 'Before that',
    open: 'so',
    closed: 'not yet',
    opens: 'opens',
    edit: 'Change answers first',
    reason: 'Why',
  },
}
