"""What every rendered manifest of Fivestep must satisfy. Pure: objects in, sentences about what is wrong out."""

import re

SERVICES = ("programme", "engagement", "analysis", "codesign", "metrics")

# The two that hand exact figures over to each other, and the variable that names their key.
HAND_OVER = ("analysis", "metrics")
RESTRICTED_KEY = "FIVESTEP_RESTRICTED_KEY_FILE"

# Everything that the programs and nats-server.conf read from the environment.
KNOWN_VARIABLES = {
    "FIVESTEP_DEPLOYMENT", "FIVESTEP_DATA_DIR", "FIVESTEP_KEY_DIR", "FIVESTEP_GRPC_LISTEN", "FIVESTEP_HTTP_LISTEN",
    "FIVESTEP_NATS_URL", "FIVESTEP_TLS_CERT", "FIVESTEP_TLS_KEY", "FIVESTEP_TOKEN_FILE", "FIVESTEP_WRAPPING_KEY_FILE",
    "FIVESTEP_BACKUP_DIR", "FIVESTEP_PEERS", "FIVESTEP_PEER_TOKEN_FILE", "FIVESTEP_PEER_CA", "FIVESTEP_NATS_REPLICAS",
    "FIVESTEP_RESTRICTED_KEY_FILE",
    "NATS_SERVER_NAME", "NATS_STORE", "NATS_MAX_STORE", "NATS_TOKEN",
}
# Variables that name a file or folder, which must therefore be mounted.
PATH_VARIABLES = {
    "FIVESTEP_DATA_DIR", "FIVESTEP_KEY_DIR", "FIVESTEP_BACKUP_DIR", "FIVESTEP_TLS_CERT", "FIVESTEP_TLS_KEY",
    "FIVESTEP_TOKEN_FILE", "FIVESTEP_WRAPPING_KEY_FILE", "FIVESTEP_PEER_TOKEN_FILE", "FIVESTEP_PEER_CA", "NATS_STORE",
    "FIVESTEP_RESTRICTED_KEY_FILE",
}
# Of these, the ones whose content must outlive the pod.
DURABLE_VARIABLES = {"FIVESTEP_DATA_DIR", "FIVESTEP_KEY_DIR", "FIVESTEP_BACKUP_DIR", "NATS_STORE"}
MINIMUM_GRACE_SECONDS = 30


def check(documents, page):
    """Returns a list of sentences, one per violation. `page` is the text that must tell the reader of every secret."""
    cluster = Cluster(documents, page)
    for rule in (objects, services, statefulsets, disruption_budgets, network_policies):
        rule(cluster)
    return cluster.violations


class Cluster:
    def __init__(self, documents, page):
        self.documents = documents
        self.page = page
        self.violations = []

    def of(self, kind):
        return [d for d in self.documents if d["kind"] == kind]

    def named(self, kind, name):
        return next((d for d in self.of(kind) if d["metadata"]["name"] == name), None)

    def workloads(self):
        return self.of("StatefulSet")

    def selected(self, labels):
        """The workloads whose pods carry all of `labels`."""
        return [w for w in self.workloads() if within(labels, pod_labels(w))]

    def wrong(self, document, sentence):
        self.violations.append(f'{document["kind"]} {document["metadata"]["name"]}: {sentence}')


def within(labels, others):
    return all(others.get(key) == value for key, value in labels.items())


def pod_labels(workload):
    return workload["spec"]["template"]["metadata"].get("labels", {})


def pod_spec(workload):
    return workload["spec"]["template"]["spec"]


def port_names(workload):
    return {p.get("name") for c in pod_spec(workload)["containers"] for p in c.get("ports", [])}


def objects(cluster):
    """Known kinds, no secrets, one namespace with pod security, unique names."""
    known = {"Namespace", "ConfigMap", "Service", "StatefulSet", "PodDisruptionBudget", "NetworkPolicy"}
    namespaces = cluster.of("Namespace")
    if len(namespaces) != 1:
        cluster.violations.append(f"there are {len(namespaces)} namespaces, and there must be one")
    for namespace in namespaces:
        if namespace["metadata"].get("labels", {}).get("pod-security.kubernetes.io/enforce") != "restricted":
            cluster.wrong(namespace, "pod security is not enforced at level restricted")
    seen = set()
    for document in cluster.documents:
        identity = (document["kind"], document["metadata"]["name"])
        if document["kind"] not in known:
            cluster.wrong(document, "this kind has no rule here: add one")
        if identity in seen:
            cluster.wrong(document, "there are two of this name")
        seen.add(identity)
        if document["kind"] != "Namespace" and document["metadata"].get("namespace") not in [
                n["metadata"]["name"] for n in namespaces]:
            cluster.wrong(document, "is not in the namespace")


def services(cluster):
    """A Service selects the pods of exactly one workload and sends to a port that they name."""
    for service in cluster.of("Service"):
        selector = service["spec"].get("selector") or {}
        workloads = cluster.selected(selector) if selector else []
        if len(workloads) != 1:
            cluster.wrong(service, f"its selector matches {len(workloads)} workloads, and must match one")
        for port in service["spec"]["ports"]:
            if not port.get("name"):
                cluster.wrong(service, f'port {port["port"]} has no name')
            for workload in workloads:
                if port.get("targetPort") not in port_names(workload):
                    cluster.wrong(service, f'its target port {port.get("targetPort")} is not named by the pods')


def disruption_budgets(cluster):
    """Every workload has one budget, which lets one pod go at a time."""
    covered = []
    for budget in cluster.of("PodDisruptionBudget"):
        labels = (budget["spec"].get("selector") or {}).get("matchLabels") or {}
        workloads = cluster.selected(labels) if labels else []
        if len(workloads) != 1:
            cluster.wrong(budget, f"its selector matches {len(workloads)} workloads, and must match one")
        if budget["spec"].get("maxUnavailable") != 1:
            cluster.wrong(budget, "maxUnavailable is not 1")
        covered += [w["metadata"]["name"] for w in workloads]
    for workload in cluster.workloads():
        if covered.count(workload["metadata"]["name"]) != 1:
            cluster.wrong(workload, "does not have exactly one disruption budget")


def statefulsets(cluster):
    missing = [s for s in SERVICES if not cluster.selected({"app.kubernetes.io/name": s})]
    for name in missing:
        cluster.violations.append(f"the service {name} has no StatefulSet")
    for workload in cluster.workloads():
        spec = workload["spec"]
        selector = spec["selector"].get("matchLabels") or {}
        if not selector or not within(selector, pod_labels(workload)):
            cluster.wrong(workload, "its selector does not match the labels of its pods")
        elif len(cluster.selected(selector)) != 1:
            cluster.wrong(workload, "its selector also matches the pods of another workload")
        headless = cluster.named("Service", spec.get("serviceName"))
        if headless is None:
            cluster.wrong(workload, f'its serviceName {spec.get("serviceName")} does not exist')
        elif headless["spec"].get("clusterIP") != "None":
            cluster.wrong(workload, f'its serviceName {spec.get("serviceName")} is not a headless Service')
        if pod_labels(workload).get("app.kubernetes.io/name") in SERVICES and spec.get("replicas") != 1:
            cluster.wrong(workload, "a log has one writer, so replicas must be 1")
        pod(cluster, workload)
        volumes(cluster, workload)
        for container in pod_spec(workload)["containers"]:
            image(cluster, workload, container)
            probes(cluster, workload, container)
            resources(cluster, workload, container)
            privileges(cluster, workload, container)
            environment(cluster, workload, container)


def pod(cluster, workload):
    spec = pod_spec(workload)
    security = spec.get("securityContext") or {}
    if security.get("runAsNonRoot") is not True:
        cluster.wrong(workload, "runAsNonRoot is not true")
    if not security.get("runAsUser"):
        cluster.wrong(workload, "runAsUser is not a number above 0")
    if (security.get("seccompProfile") or {}).get("type") != "RuntimeDefault":
        cluster.wrong(workload, "the seccomp profile is not RuntimeDefault")
    if spec.get("automountServiceAccountToken") is not False:
        cluster.wrong(workload, "automountServiceAccountToken is not false")
    if spec.get("terminationGracePeriodSeconds", 0) < MINIMUM_GRACE_SECONDS:
        cluster.wrong(workload, f"terminationGracePeriodSeconds is less than {MINIMUM_GRACE_SECONDS}")
    for forbidden in ("hostNetwork", "hostPID", "hostIPC"):
        if spec.get(forbidden):
            cluster.wrong(workload, f"{forbidden} is set")


def volumes(cluster, workload):
    """Every mount has its volume, every volume is mounted, every secret is told of and every config map exists."""
    spec = pod_spec(workload)
    claims = {c["metadata"]["name"] for c in workload["spec"].get("volumeClaimTemplates", [])}
    declared = claims | {v["name"] for v in spec.get("volumes", [])}
    mounted = {m["name"] for c in spec["containers"] for m in c.get("volumeMounts", [])}
    for name in sorted(mounted - declared):
        cluster.wrong(workload, f"mounts {name}, which is no volume")
    for name in sorted(declared - mounted):
        cluster.wrong(workload, f"has a volume {name}, which is mounted nowhere")
    for volume in spec.get("volumes", []):
        if "secret" in volume:
            secret(cluster, workload, volume["secret"]["secretName"])
        elif "configMap" in volume:
            config_map(cluster, workload, volume["configMap"]["name"])
        elif "emptyDir" in volume:
            if "sizeLimit" not in (volume["emptyDir"] or {}):
                cluster.wrong(workload, f'the emptyDir {volume["name"]} has no sizeLimit')
        else:
            cluster.wrong(workload, f'the volume {volume["name"]} is of a kind that has no rule here')


def secret(cluster, workload, name):
    """Secrets are made by hand, so the page must tell of them; those of the services are told of by programme's."""
    example = re.sub(rf'^({"|".join(SERVICES)})-', "programme-", name)
    if f"`{example}`" not in cluster.page:
        cluster.wrong(workload, f"needs a secret {name}, of which k8s/README.md does not tell")


def config_map(cluster, workload, name):
    if cluster.named("ConfigMap", name) is None:
        cluster.wrong(workload, f"needs a ConfigMap {name}, which does not exist")


def image(cluster, workload, container):
    tag = re.fullmatch(r"[^@]+:([^:/@]+)(@sha256:[0-9a-f]{64})?", container.get("image", ""))
    if not tag or tag[1] == "latest":
        cluster.wrong(workload, f'its image {container.get("image")} has no tag, or :latest')


def probes(cluster, workload, container):
    for kind in ("startupProbe", "livenessProbe", "readinessProbe"):
        probe = (container.get(kind) or {}).get("httpGet")
        if probe is None:
            cluster.wrong(workload, f"has no {kind} over HTTP")
        elif probe.get("port") not in port_names(workload):
            cluster.wrong(workload, f'its {kind} asks port {probe.get("port")}, which no container names')
    for port in container.get("ports", []):
        if not port.get("name"):
            cluster.wrong(workload, f'container port {port["containerPort"]} has no name')


def resources(cluster, workload, container):
    for kind in ("requests", "limits"):
        for what in ("cpu", "memory"):
            if what not in ((container.get("resources") or {}).get(kind) or {}):
                cluster.wrong(workload, f"has no {what} in its resource {kind}")


def privileges(cluster, workload, container):
    security = container.get("securityContext") or {}
    if security.get("readOnlyRootFilesystem") is not True:
        cluster.wrong(workload, "readOnlyRootFilesystem is not true")
    if security.get("allowPrivilegeEscalation") is not False:
        cluster.wrong(workload, "allowPrivilegeEscalation is not false")
    if (security.get("capabilities") or {}).get("drop") != ["ALL"] or security["capabilities"].get("add"):
        cluster.wrong(workload, "does not drop all capabilities")
    if security.get("privileged"):
        cluster.wrong(workload, "is privileged")


def environment(cluster, workload, container):
    variables = {}
    for source in container.get("envFrom", []):
        name = source["configMapRef"]["name"]
        config_map(cluster, workload, name)
        variables.update((cluster.named("ConfigMap", name) or {}).get("data") or {})
    for variable in container.get("env", []):
        variables[variable["name"]] = variable.get("value", "")
        reference = (variable.get("valueFrom") or {}).get("secretKeyRef")
        if reference:
            secret(cluster, workload, reference["name"])
    for name in sorted(set(variables) - KNOWN_VARIABLES):
        cluster.wrong(workload, f"sets {name}, which nothing reads")

    claims = {c["metadata"]["name"] for c in workload["spec"].get("volumeClaimTemplates", [])}
    for name in sorted(PATH_VARIABLES & set(variables)):
        mount = next((m for m in container.get("volumeMounts", [])
                      if f'{variables[name]}/'.startswith(m["mountPath"].rstrip("/") + "/")), None)
        if mount is None:
            cluster.wrong(workload, f"{name} is {variables[name]}, which is not on a mounted volume")
        elif name in DURABLE_VARIABLES and mount["name"] not in claims:
            cluster.wrong(workload, f"{name} is {variables[name]}, which does not outlive the pod")
    if pod_labels(workload).get("app.kubernetes.io/name") in SERVICES:
        hands_over = pod_labels(workload)["app.kubernetes.io/name"] in HAND_OVER
        needed = {v for v in KNOWN_VARIABLES if v.startswith("FIVESTEP_") and (hands_over or v != RESTRICTED_KEY)}
        for name in sorted(v for v in needed if not variables.get(v)):
            cluster.wrong(workload, f"does not set {name}")
        if not hands_over and RESTRICTED_KEY in variables:
            cluster.wrong(workload, f"sets {RESTRICTED_KEY}, and only {' and '.join(HAND_OVER)} may have that key")
    peers(cluster, workload, variables.get("FIVESTEP_PEERS"))


def peers(cluster, workload, text):
    """`engagement=host:port,...`: each of the five once, each at a Service that has that port."""
    if text is None:
        return
    found = dict(part.split("=", 1) for part in text.split(","))
    if sorted(found) != sorted(SERVICES):
        cluster.wrong(workload, f"FIVESTEP_PEERS names {sorted(found)}")
    for name, address in found.items():
        host, _, port = address.partition(":")
        service = cluster.named("Service", host)
        if service is None or port not in [str(p["port"]) for p in service["spec"]["ports"]]:
            cluster.wrong(workload, f"FIVESTEP_PEERS has {name} at {address}, which is no Service")
        elif (service["spec"].get("selector") or {}).get("app.kubernetes.io/name") != name:
            cluster.wrong(workload, f"FIVESTEP_PEERS has {name} at {address}, which is another service")


def network_policies(cluster):
    """Everything is denied, then opened by policies that each match some pods and name ports that exist."""
    policies = cluster.of("NetworkPolicy")
    if not any(p["spec"]["podSelector"] == {} and sorted(p["spec"].get("policyTypes", [])) == ["Egress", "Ingress"]
               and not p["spec"].get("ingress") and not p["spec"].get("egress") for p in policies):
        cluster.violations.append("no NetworkPolicy denies everything by default")
    for policy in policies:
        own = matching(cluster, policy["spec"]["podSelector"])
        if not own:
            cluster.wrong(policy, "its podSelector matches no pods")
        for rule in policy["spec"].get("ingress", []):
            if not rule.get("from") or not rule.get("ports"):
                cluster.wrong(policy, "an ingress rule is open to all callers or on all ports")
            named_ports(cluster, policy, rule, own)
        for rule in policy["spec"].get("egress", []):
            if not rule.get("to") or not rule.get("ports"):
                cluster.wrong(policy, "an egress rule is open to all addresses or on all ports")
            inside = [p["podSelector"] for p in rule.get("to", []) if "podSelector" in p and "namespaceSelector" not in p]
            for selector in inside:
                if not matching(cluster, selector):
                    cluster.wrong(policy, "an egress rule leads to pods that do not exist")
            named_ports(cluster, policy, rule, [w for s in inside for w in matching(cluster, s)])


def named_ports(cluster, policy, rule, workloads):
    for port in rule.get("ports", []):
        if isinstance(port.get("port"), str):
            for workload in workloads:
                if port["port"] not in port_names(workload):
                    cluster.wrong(policy, f'port {port["port"]} is not named by {workload["metadata"]["name"]}')


def matching(cluster, selector):
    found = cluster.selected(selector.get("matchLabels") or {})
    for expression in selector.get("matchExpressions", []):
        if expression["operator"] != "In":
            raise ValueError(f'the operator {expression["operator"]} has no rule here')
        found = [w for w in found if pod_labels(w).get(expression["key"]) in expression["values"]]
    return found
