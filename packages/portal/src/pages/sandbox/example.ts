/** A small service to begin with; it is valid as it stands. */
export const exampleDocument = `version: "2.0"
kind: CatalogItem

metadata:
  id: messaging-topic-small
  name: Small topic
  description: A topic for one team, made within a day. Replace this by what your service does for whom.
  version: 1.0.0
  category: messaging
  owner: { team: messaging-platform, contact: messaging@example.com }
  tags: [topic]
  sla: { provisioning_time: 1 day }

presentation:
  display: { icon: messages }
  form: { layout: single-page, submit_text: Create the topic }
  groups:
    - id: basics
      name: Basics
      fields:
        - id: topic_name
          name: Topic name
          type: string
          required: true
          placeholder: orders-events
          validation:
            pattern: "[a-z][a-z0-9-]{2,40}"
            messages: { pattern: "Use small letters, digits and hyphens." }
        - id: environment
          name: Environment
          type: selection
          default: development
          validation: { enum: [development, production] }
        - id: retention_days
          name: Days that messages are kept
          type: integer
          default: 7
          validation: { min: 1, max: 30 }
          conditional: { field: environment, operator: eq, value: production }

fulfillment:
  strategy: { mode: manual }
  manual:
    description: The messaging team makes the topic
    actions:
      - id: make
        name: Make the topic
        type: manual-task
        order: 1
        config:
          title: "Topic {{fields.topic_name}} in {{fields.environment}}"
          instructions: Make the topic and confirm it here.
          assignees: [messaging@example.com]
`
