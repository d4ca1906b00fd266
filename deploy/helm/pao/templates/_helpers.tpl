{{- define "pao.name" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{- .Release.Name | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "pao.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "pao.labels" -}}
{{ include "pao.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end -}}

{{- define "pao.image" -}}
{{- if .Values.image.digest -}}
{{- printf "%s@%s" .Values.image.repository .Values.image.digest -}}
{{- else -}}
{{- printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) -}}
{{- end -}}
{{- end -}}

{{- define "pao.serviceAccount" -}}
{{- .Values.serviceAccount.name | default (include "pao.name" .) -}}
{{- end -}}

{{- define "pao.secretName" -}}
{{- .Values.secrets.existingSecret | default (printf "%s-secrets" (include "pao.name" .)) -}}
{{- end -}}

{{- /* Where the secrets come from must be said, and only once. */ -}}
{{- define "pao.checkSecrets" -}}
{{- $ways := 0 -}}
{{- if .Values.secrets.existingSecret }}{{ $ways = add1 $ways }}{{ end -}}
{{- if .Values.secrets.externalSecret.enabled }}{{ $ways = add1 $ways }}{{ end -}}
{{- if .Values.secrets.values }}{{ $ways = add1 $ways }}{{ end -}}
{{- if .Values.secrets.vaultAgent.enabled }}{{ $ways = add1 $ways }}{{ end -}}
{{- if ne (int $ways) 1 -}}
{{- fail "secrets: set exactly one of existingSecret, externalSecret.enabled, vaultAgent.enabled and values" -}}
{{- end -}}
{{- end -}}

{{- define "pao.podSecurity" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
fsGroupChangePolicy: OnRootMismatch
seccompProfile: { type: RuntimeDefault }
{{- end -}}

{{- define "pao.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: { drop: [ALL] }
{{- end -}}

{{- /* Not empty where there are files besides that of the connections. */ -}}
{{- define "pao.hasFiles" -}}
{{- if or .Values.issuers .Values.tenants .Values.tenantFiles }}yes{{ end -}}
{{- end -}}

{{- define "pao.envFrom" -}}
- configMapRef: { name: {{ include "pao.name" . }} }
{{- end -}}

{{- define "pao.mounts" -}}
- { name: data, mountPath: /data }
- { name: tmp, mountPath: /tmp }
{{- if not .Values.secrets.vaultAgent.enabled }}
- { name: secrets, mountPath: /etc/pao/secrets, readOnly: true }
{{- end }}
{{- if .Values.connections }}
- { name: connections, mountPath: /etc/pao/connections, readOnly: true }
{{- end }}
{{- if include "pao.hasFiles" . }}
- { name: files, mountPath: /etc/pao/files, readOnly: true }
{{- end }}
{{- with .Values.extraVolumeMounts }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "pao.volumes" -}}
- name: data
  emptyDir: { sizeLimit: {{ .Values.dataVolume.sizeLimit }} }
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{- if not .Values.secrets.vaultAgent.enabled }}
- name: secrets
  secret: { secretName: {{ include "pao.secretName" . }}, defaultMode: 0440 }
{{- end }}
{{- if .Values.connections }}
- name: connections
  configMap: { name: {{ include "pao.name" . }}-connections }
{{- end }}
{{- if include "pao.hasFiles" . }}
- name: files
  configMap: { name: {{ include "pao.name" . }}-files }
{{- end }}
{{- with .Values.extraVolumes }}
{{ toYaml . }}
{{- end }}
{{- end -}}

{{- define "pao.podAnnotations" -}}
checksum/settings: {{ toJson .Values.settings | cat .Values.publicUrl | sha256sum }}
checksum/connections: {{ .Values.connections | sha256sum }}
checksum/files: {{ toJson .Values.tenantFiles | cat .Values.issuers .Values.tenants | sha256sum }}
{{- if .Values.secrets.values }}
checksum/secrets: {{ toJson .Values.secrets.values | sha256sum }}
{{- end }}
{{- if .Values.secrets.vaultAgent.enabled }}
{{ toYaml .Values.secrets.vaultAgent.annotations }}
{{- end }}
{{- end -}}

{{- /* One of the two Deployments: (list . "api") or (list . "worker"). */ -}}
{{- define "pao.deployment" -}}
{{- $ := index . 0 -}}
{{- $role := index . 1 -}}
{{- $own := index $.Values $role -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "pao.name" $ }}-{{ $role }}
  labels:
    {{- include "pao.labels" $ | nindent 4 }}
    app.kubernetes.io/component: {{ $role }}
spec:
  {{- if not $own.autoscaling.enabled }}
  replicas: {{ $own.replicas }}
  {{- end }}
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
  selector:
    matchLabels:
      {{- include "pao.selector" $ | nindent 6 }}
      app.kubernetes.io/component: {{ $role }}
  template:
    metadata:
      labels:
        {{- include "pao.labels" $ | nindent 8 }}
        app.kubernetes.io/component: {{ $role }}
      annotations:
        {{- include "pao.podAnnotations" $ | nindent 8 }}
        {{- with $own.podAnnotations }}
        {{- toYaml . | nindent 8 }}
        {{- end }}
    spec:
      serviceAccountName: {{ include "pao.serviceAccount" $ }}
      automountServiceAccountToken: {{ eq (get $.Values.settings "PAO_VAULT_AUTH") "kubernetes" }}
      enableServiceLinks: false
      terminationGracePeriodSeconds: {{ $.Values.terminationGracePeriodSeconds }}
      securityContext:
        {{- include "pao.podSecurity" $ | nindent 8 }}
      {{- with $.Values.image.pullSecrets }}
      imagePullSecrets:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- if $.Values.migrations.enabled }}
      initContainers:
        - name: schema
          image: {{ include "pao.image" $ }}
          imagePullPolicy: {{ $.Values.image.pullPolicy }}
          command: [tini, --, pao, migrate, status, --wait, {{ $.Values.migrations.waitSeconds | quote }}]
          envFrom:
            {{- include "pao.envFrom" $ | nindent 12 }}
          securityContext:
            {{- include "pao.containerSecurity" $ | nindent 12 }}
          resources:
            {{- toYaml $.Values.migrations.resources | nindent 12 }}
          volumeMounts:
            {{- include "pao.mounts" $ | nindent 12 }}
      {{- end }}
      containers:
        - name: pao
          image: {{ include "pao.image" $ }}
          imagePullPolicy: {{ $.Values.image.pullPolicy }}
          envFrom:
            {{- include "pao.envFrom" $ | nindent 12 }}
          env:
            - { name: PAO_ROLES, value: {{ $role }} }
            {{- if eq $role "worker" }}
            - { name: PAO_WORKER_PORT, value: '8080' }
            {{- end }}
            {{- range $name, $value := $own.settings }}
            - { name: {{ $name }}, value: {{ $value | quote }} }
            {{- end }}
          securityContext:
            {{- include "pao.containerSecurity" $ | nindent 12 }}
          # Both roles answer probes and figures on the same port; only the API answers anything else.
          ports:
            - { name: http, containerPort: 8080 }
          startupProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 2
            failureThreshold: 60
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: {{ if eq $role "api" }}2{{ else }}10{{ end }}
            timeoutSeconds: {{ if eq $role "api" }}2{{ else }}5{{ end }}
            failureThreshold: 2
          {{- if eq $role "api" }}
          lifecycle:
            # Endpoints forget the pod before it closes its door.
            preStop: { exec: { command: [sleep, '5'] } }
          {{- end }}
          resources:
            {{- toYaml $own.resources | nindent 12 }}
          volumeMounts:
            {{- include "pao.mounts" $ | nindent 12 }}
      volumes:
        {{- include "pao.volumes" $ | nindent 8 }}
      {{- if $.Values.topologySpread.enabled }}
      topologySpreadConstraints:
        {{- range $key := list "kubernetes.io/hostname" "topology.kubernetes.io/zone" }}
        - maxSkew: 1
          topologyKey: {{ $key }}
          whenUnsatisfiable: {{ if and $.Values.topologySpread.hard (eq $key "kubernetes.io/hostname") }}DoNotSchedule{{ else }}ScheduleAnyway{{ end }}
          labelSelector:
            matchLabels:
              {{- include "pao.selector" $ | nindent 14 }}
              app.kubernetes.io/component: {{ $role }}
        {{- end }}
      {{- end }}
      {{- with $own.nodeSelector }}
      nodeSelector:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $own.tolerations }}
      tolerations:
        {{- toYaml . | nindent 8 }}
      {{- end }}
      {{- with $own.affinity }}
      affinity:
        {{- toYaml . | nindent 8 }}
      {{- end }}
{{- end -}}

{{- /* The pod of a job: (list . "migrate" container-extra-yaml). */ -}}
{{- define "pao.jobPod" -}}
{{- $ := index . 0 -}}
serviceAccountName: {{ include "pao.serviceAccount" $ }}
automountServiceAccountToken: false
enableServiceLinks: false
restartPolicy: OnFailure
securityContext:
  {{- include "pao.podSecurity" $ | nindent 2 }}
{{- with $.Values.image.pullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
