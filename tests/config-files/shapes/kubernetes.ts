import { GLOBAL, LEGACY, REGION, type Shape } from './shape.js';

/** Kubernetes, Helm, Envoy and Istio. */
export const kubernetes: readonly Shape[] = [
  {
    is: 'variables of a container',
    path: 'k8s/deployment.yaml',
    text: `apiVersion: apps/v1
kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: orders
          env:
            - name: AWS_STS_REGIONAL_ENDPOINTS
              value: legacy
            - name: AWS_ENDPOINT_URL_STS
              value: "https://sts.amazonaws.com"
            - name: AWS_REGION
              value: eu-west-1
`,
    reports: [`10:${LEGACY}`, `12:${GLOBAL}`],
  },
  {
    is: 'a variable of a container, the value first',
    path: 'k8s/deployment.yaml',
    text: `kind: Pod
spec:
  containers:
    - env:
        - value: legacy
          name: AWS_STS_REGIONAL_ENDPOINTS
`,
    reports: [`5:${LEGACY}`],
  },
  {
    is: 'the regional mode of a container',
    path: 'k8s/daemonset.yaml',
    text: `kind: DaemonSet
spec:
  template:
    spec:
      containers:
        - env:
            - name: AWS_ENDPOINT_URL_STS
              value: http://127.0.0.1:8080/sts/
            - name: AWS_STS_REGIONAL_ENDPOINTS
              value: "regional"
`,
    reports: [],
  },
  {
    is: 'data of a config map',
    path: 'k8s/config.yaml',
    text: `apiVersion: v1
kind: ConfigMap
data:
  STS_ENDPOINT: sts.amazonaws.com
  AWS_REGION: " eu-west-1"
`,
    reports: [`4:${GLOBAL}`, `5:${REGION}`],
  },
  {
    is: 'a file in a config map',
    path: 'k8s/config.yaml',
    text: `apiVersion: v1
kind: ConfigMap
data:
  config: |
    [default]
    region = eu-west-1
    sts_regional_endpoints = legacy
`,
    reports: [`7:${LEGACY}`],
  },
  {
    is: 'an allow list in a config map',
    path: 'k8s/squid.yaml',
    text: `kind: ConfigMap
data:
  allowlist.txt: |
    .example.com
    sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'a service account whose pods are told to use the global host',
    path: 'k8s/account.yaml',
    text: `kind: ServiceAccount
metadata:
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/orders
    eks.amazonaws.com/sts-regional-endpoints: "false"
`,
    reports: [`5:${LEGACY}`],
  },
  {
    is: 'a service account with regional hosts and its audience',
    path: 'k8s/account.yaml',
    text: `kind: ServiceAccount
metadata:
  annotations:
    eks.amazonaws.com/audience: sts.amazonaws.com
    eks.amazonaws.com/sts-regional-endpoints: "true"
`,
    reports: [],
  },
  {
    is: 'annotations whose names start with the host',
    path: 'k8s/account.yaml',
    text: `kind: ServiceAccount
metadata:
  annotations:
    sts.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/orders
`,
    reports: [],
  },
  {
    is: 'the audience of a projected token',
    path: 'k8s/pod.yaml',
    text: `kind: Pod
spec:
  volumes:
    - name: token
      projected:
        sources:
          - serviceAccountToken:
              audience: sts.amazonaws.com
              path: token
`,
    reports: [],
  },
  {
    is: 'the audiences that a driver asks for',
    path: 'k8s/csidriver.yaml',
    text: `kind: CSIDriver
spec:
  tokenRequests:
    - audience: "sts.amazonaws.com"
      expirationSeconds: 3600
`,
    reports: [],
  },
  {
    is: 'additional audiences of a cluster',
    path: 'cluster.yaml',
    text: `kind: Cluster
spec:
  serviceAccountIssuerDiscovery:
    additionalAudiences:
      - sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'audiences as an argument',
    path: 'k8s/webhook.yaml',
    text: `kind: Deployment
spec:
  template:
    spec:
      containers:
        - command:
            - /webhook
            - --token-audience=sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'an endpoint as an argument',
    path: 'k8s/agent.yaml',
    text: `kind: Pod
spec:
  containers:
    - args:
        - --sts-endpoint=https://sts.amazonaws.com
`,
    reports: [`5:${GLOBAL}`],
  },
  {
    is: 'a patch in an annotation, as JSON',
    path: 'testdata/pod.yaml',
    text: `kind: Pod
metadata:
  annotations:
    example.com/expected: '[{"op":"add","value":{"serviceAccountToken":{"audience":"sts.amazonaws.com"}}}]'
`,
    reports: [],
  },
  {
    is: 'names that pods may look up',
    path: 'k8s/egress.yaml',
    text: `apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
spec:
  egress:
    - toFQDNs:
        - matchName: sts.amazonaws.com
        - matchPattern: "sts.*.amazonaws.com"
`,
    reports: [],
  },
  {
    is: 'hosts that the mesh knows',
    path: 'mesh/aws.yaml',
    text: `apiVersion: networking.istio.io/v1
kind: ServiceEntry
spec:
  hosts:
    - sts.amazonaws.com
  location: MESH_EXTERNAL
`,
    reports: [],
  },
  {
    is: 'the cluster that a proxy sends to',
    path: 'envoy/bootstrap.yaml',
    text: `static_resources:
  clusters:
    - name: sts
      load_assignment:
        endpoints:
          - lb_endpoints:
              - endpoint:
                  address:
                    socket_address:
                      address: sts.amazonaws.com
                      port_value: 443
`,
    reports: [`10:${GLOBAL}`],
  },
  {
    is: 'hosts that an enclave may reach',
    path: 'vsock-proxy.yaml',
    text: `allowlist:
  - { address: kms.eu-west-1.amazonaws.com, port: 443 }
  - { address: sts.amazonaws.com, port: 443 }
`,
    reports: [],
  },
  {
    is: 'endpoints of a chart',
    path: 'charts/store/values.yaml',
    text: `storage:
  s3:
    region: eu-west-1
    stsEndpoint: "https://sts.amazonaws.com"   # used for the session
    endpoint: https://s3.eu-west-1.amazonaws.com
`,
    reports: [`4:${GLOBAL}`],
  },
  {
    is: 'an endpoint that is only proposed',
    path: 'charts/store/values.yaml',
    text: `storage:
  s3:
    stsEndpoint: ~  # "https://sts.amazonaws.com"
    # stsUrl: https://sts.amazonaws.com
`,
    reports: [],
  },
  {
    is: 'extra variables of a chart as a map',
    path: 'charts/store/values.yaml',
    text: `extraEnv:
  AWS_STS_REGIONAL_ENDPOINTS: legacy
serviceAccount:
  annotations: {}
`,
    reports: [`2:${LEGACY}`],
  },
  {
    is: 'a template of a chart',
    path: 'charts/gateway/templates/configmap.yaml',
    text: `kind: ConfigMap
data:
  envoy.yaml: |
{{- if not .Values.region }}
                    address: sts.amazonaws.com
{{- else }}
                    address: sts.{{ .Values.region }}.amazonaws.com
{{- end }}
`,
    reports: [`5:${GLOBAL}`],
  },
  {
    is: 'variables in a template of a chart',
    path: 'charts/store/templates/deployment.yaml',
    text: `kind: Deployment
spec:
  template:
    spec:
      containers:
        - name: {{ .Chart.Name }}
          env:
            {{- if .Values.regional }}
            - name: AWS_STS_REGIONAL_ENDPOINTS
              value: regional
            {{- else }}
            - name: AWS_STS_REGIONAL_ENDPOINTS
              value: legacy
            {{- end }}
`,
    reports: [`13:${LEGACY}`],
  },
  {
    is: 'an audience in a template of a chart',
    path: 'charts/driver/templates/csidriver.yaml',
    text: `kind: CSIDriver
spec:
  {{- if .Values.tokens }}
  tokenRequests:
    - audience: "sts.amazonaws.com"
  {{- end }}
`,
    reports: [],
  },
  {
    is: 'several documents in one file',
    path: 'k8s/all.yaml',
    text: `kind: ServiceAccount
metadata:
  annotations:
    eks.amazonaws.com/audience: sts.amazonaws.com
---
kind: ConfigMap
data:
  AWS_STS_REGIONAL_ENDPOINTS: legacy
---
kind: ConfigMap
data:
  AWS_STS_REGIONAL_ENDPOINTS: regional
`,
    reports: [`8:${LEGACY}`],
  },
];
