/** Whether what was made is still as it was ordered, and the states Terraform keeps, in English. */
export const enDrift = {
  yes: 'yes',
  no: 'no',
  drift: {
    title: 'Is it still as it was ordered?',
    column: 'As ordered',
    all: 'As ordered or not',
    states: {
      unknown: 'not known',
      in_sync: 'as ordered',
      drifted: 'changed outside',
      missing: 'gone',
    },
    neverLooked: 'Nobody has looked yet.',
    blind: 'Nothing of it can be looked at.',
    inSync: 'What stands outside is what was ordered.',
    missing: 'What was made is not there any more. Order it anew, or decommission it here.',
    drifted: (count: number) =>
      count === 1
        ? 'Somebody changed one thing outside of PAO.'
        : `Somebody changed ${count} things outside of PAO.`,
    looked: 'Looked at',
    since: 'since',
    next: 'next look',
    looking: 'A worker will look in a moment.',
    failed: (why: string) => `The last look failed: ${why}`,
    failedHint: 'It stands as it was found before; it is tried again by itself.',
    where: 'Where',
    ordered: 'Ordered',
    found: 'Found',
    none: '–',
    hidden: 'not shown',
    look: 'Look again',
    lookHint: 'Looking changes nothing outside.',
    changeHint: 'A change orders the service that makes it what you say.',
    accept: 'Accept what was found',
    acceptTitle: 'Accept what was found?',
    acceptHint:
      'Nothing outside is changed. These differences count as in order until something else is found or ordered. It is noted who accepted them.',
    acceptHidden:
      'Differences whose values are not shown stay: nobody can see what would be accepted.',
    accepted: (count: number) => `Accepted as it is (${count})`,
    reason: 'Why it is right',
    newsDrifted: (name: string) => `${name} was changed outside of PAO`,
    newsMissing: (name: string) => `${name} is not there any more`,
  },
  sinceLook: {
    title: 'It has changed since you last looked',
    last: 'You last looked',
    before: 'Then',
  },
  itemHealth: {
    title: 'How it is doing',
    states: { ok: 'well', degraded: 'not always well', down: 'not well' },
    none: 'Nothing of it ended in the last 30 days.',
    ended: (good: number, all: number) =>
      all === 1
        ? good === 1
          ? 'The last order went well.'
          : 'The last order failed.'
        : `${good} of the last ${all} orders went well.`,
    last: (code: string) => `Last failure: ${code},`,
    running: (count: number) =>
      count === 1 ? 'One order is under way' : `${count} orders are under way`,
    resources: (good: number, all: number) => `${good} of ${all} things it made are as ordered.`,
  },
  terraform: {
    title: 'Terraform states',
    lead: 'States that this service keeps for Terraform, sealed. What stands in them is not shown.',
    empty: 'No Terraform states yet',
    emptyHint:
      'They appear when an item of type terraform without a backend of its own is ordered.',
    search: 'Search states',
    none: 'No state fits',
    name: 'State',
    resources: 'Resources',
    version: 'Version',
    size: 'Size',
    changed: 'Changed',
    madeBy: 'Made by',
    request: 'the request',
    lock: 'Lock',
    free: 'free',
    lockedBy: (who: string) => `held by ${who}`,
    doing: (what: string) => `for ${what}`,
    unlock: 'Free the lock',
    unlockTitle: (name: string) => `Free the lock of ${name}?`,
    unlockWhen:
      'Only if whoever holds it is surely not at work any more: its worker died, and its request does not move.',
    unlockWhat: [
      'Another run may begin at once and change the same things.',
      'If the holder is still at work, it can save nothing any more: what it makes from now on is in no state.',
      'Its request fails or is tried again; nothing outside is undone by this.',
    ],
    holder: 'Holder',
    since: 'Since',
    toRequest: 'Look at its request first',
  },
}
