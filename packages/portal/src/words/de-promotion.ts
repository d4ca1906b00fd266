import type { enPromotion } from './en-promotion.ts'

/** Von einer Umgebung in die nächste, auf Deutsch. */
export const dePromotion: typeof enPromotion = {
  promotion: {
    title: 'Sein Weg durch die Umgebungen',
    here: 'diese Bestellung',
    to: (environment: string) => `Nach ${environment} übernehmen`,
    dialog: (environment: string) => `Nach ${environment} übernehmen?`,
    what: (item: string, environment: string) =>
      `Bestellt ${item} noch einmal, in ${environment}, mit denselben Antworten. Was hier steht, bleibt, wie es ist.`,
    rules:
      'Genehmigungen, Kontingente und Änderungsfenster jener Umgebung gelten wie bei jeder Bestellung.',
    secrets: 'Geheime Antworten werden nicht übernommen.',
    overrides: (fields: string) => `Für ${fields} hat jene Umgebung eigene Werte.`,
    gates: 'Vorher',
    open: 'ist so',
    closed: 'noch nicht',
    opens: 'öffnet',
    edit: 'Erst Antworten ändern',
    reason: 'Warum',
  },
}
