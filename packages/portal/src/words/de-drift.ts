import type { enDrift } from './en-drift.ts'

/** Ob Geschaffenes noch ist, wie es bestellt wurde, und die Zustände von Terraform, auf Deutsch. */
export const deDrift: typeof enDrift = {
  yes: 'ja',
  no: 'nein',
  drift: {
    title: 'Ist es noch, wie es bestellt wurde?',
    column: 'Wie bestellt',
    all: 'Wie bestellt oder nicht',
    states: {
      unknown: 'nicht bekannt',
      in_sync: 'wie bestellt',
      drifted: 'außen geändert',
      missing: 'fort',
    },
    neverLooked: 'Noch hat niemand nachgesehen.',
    blind: 'Daran lässt sich nichts nachsehen.',
    inSync: 'Was draußen steht, ist, was bestellt wurde.',
    missing:
      'Was geschaffen wurde, ist nicht mehr da. Bestellen Sie es neu, oder nehmen Sie es hier außer Betrieb.',
    drifted: (count: number) =>
      count === 1
        ? 'Jemand hat an PAO vorbei eine Sache geändert.'
        : `Jemand hat an PAO vorbei ${count} Dinge geändert.`,
    looked: 'Nachgesehen',
    since: 'seit',
    next: 'nächster Blick',
    looking: 'Gleich wird nachgesehen.',
    failed: (why: string) => `Der letzte Blick misslang: ${why}`,
    failedHint: 'Es gilt, was zuvor gefunden wurde; von selbst wird wieder nachgesehen.',
    where: 'Wo',
    ordered: 'Bestellt',
    found: 'Gefunden',
    none: '–',
    hidden: 'nicht gezeigt',
    look: 'Nochmals nachsehen',
    lookHint: 'Nachsehen ändert draußen nichts.',
    changeHint: 'Eine Änderung bestellt den Dienst, der es zu dem macht, was Sie angeben.',
    accept: 'Gefundenes annehmen',
    acceptTitle: 'Annehmen, was gefunden wurde?',
    acceptHint:
      'Draußen ändert sich nichts. Diese Unterschiede gelten als in Ordnung, bis anderes gefunden oder bestellt wird. Es wird vermerkt, wer sie angenommen hat.',
    acceptHidden:
      'Unterschiede, deren Werte nicht gezeigt werden, bleiben: Niemand sähe, was er annimmt.',
    accepted: (count: number) => `Angenommen, wie es ist (${count})`,
    reason: 'Warum es so richtig ist',
    newsDrifted: (name: string) => `${name} wurde an PAO vorbei geändert`,
    newsMissing: (name: string) => `${name} ist nicht mehr da`,
  },
  sinceLook: {
    title: 'Es hat sich geändert, seit Sie zuletzt hingesehen haben',
    last: 'Zuletzt hingesehen haben Sie',
    before: 'Damals',
  },
  itemHealth: {
    title: 'Wie es ihm geht',
    states: { ok: 'gut', degraded: 'nicht immer gut', down: 'nicht gut' },
    none: 'In den letzten 30 Tagen ging nichts davon zu Ende.',
    ended: (good: number, all: number) =>
      all === 1
        ? good === 1
          ? 'Die letzte Bestellung ging gut.'
          : 'Die letzte Bestellung misslang.'
        : `${good} der letzten ${all} Bestellungen gingen gut.`,
    last: (code: string) => `Zuletzt misslungen: ${code},`,
    running: (count: number) =>
      count === 1 ? 'Eine Bestellung ist unterwegs' : `${count} Bestellungen sind unterwegs`,
    resources: (good: number, all: number) =>
      `${good} von ${all} geschaffenen Dingen sind wie bestellt.`,
  },
  terraform: {
    title: 'Terraform-Zustände',
    lead: 'Zustände, die dieser Dienst versiegelt für Terraform aufbewahrt. Was darin steht, wird nicht gezeigt.',
    empty: 'Noch keine Terraform-Zustände',
    emptyHint: 'Sie erscheinen, sobald etwas mit terraform ohne eigenes Backend bestellt wurde.',
    search: 'Zustände suchen',
    none: 'Kein Zustand passt',
    name: 'Zustand',
    resources: 'Ressourcen',
    version: 'Fassung',
    size: 'Größe',
    changed: 'Geändert',
    madeBy: 'Geschaffen von',
    request: 'der Bestellung',
    lock: 'Sperre',
    free: 'frei',
    lockedBy: (who: string) => `gehalten von ${who}`,
    doing: (what: string) => `für ${what}`,
    unlock: 'Sperre lösen',
    unlockTitle: (name: string) => `Die Sperre von ${name} lösen?`,
    unlockWhen:
      'Nur wenn, wer sie hält, sicher nicht mehr arbeitet: Sein Worker ist tot, und seine Bestellung bewegt sich nicht.',
    unlockWhat: [
      'Ein anderer Lauf kann sofort beginnen und dieselben Dinge ändern.',
      'Arbeitet der Halter doch noch, kann er nichts mehr sichern: Was er ab jetzt schafft, steht in keinem Zustand.',
      'Seine Bestellung scheitert oder wird wiederholt; draußen wird dadurch nichts zurückgenommen.',
    ],
    holder: 'Halter',
    since: 'Seit',
    toRequest: 'Zuerst seine Bestellung ansehen',
  },
}
