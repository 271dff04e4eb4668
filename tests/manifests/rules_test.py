#!/usr/bin/env python3
"""Each rule of rules.py finds the manifest that breaks it, and finds nothing in one that breaks none."""

import copy
import unittest

import rules

PAGE = "Make `programme-tls`, `programme-wrapping-key`, `fivestep-tokens`, `fivestep-peer`, `fivestep-restricted-key` and `nats-token`."
PEERS = ",".join(f"{s}={s}-headless:7100" for s in rules.SERVICES)


def metadata(name):
    return {"name": name, "namespace": "fivestep"}


def workload(name, port, variables, claims, secrets=()):
    labels = {"app.kubernetes.io/name": name}
    probe = {"httpGet": {"path": "/livez", "port": port}}
    amount = {"cpu": "1", "memory": "1Gi"}
    return {
        "kind": "StatefulSet", "metadata": metadata(name),
        "spec": {
            "replicas": 1, "serviceName": f"{name}-headless", "selector": {"matchLabels": labels},
            "template": {"metadata": {"labels": dict(labels)}, "spec": {
                "automountServiceAccountToken": False, "terminationGracePeriodSeconds": 60,
                "securityContext": {"runAsNonRoot": True, "runAsUser": 65532, "seccompProfile": {"type": "RuntimeDefault"}},
                "containers": [{
                    "name": name, "image": "fivestep:0.1.0", "envFrom": [{"configMapRef": {"name": "config"}}],
                    "env": [{"name": k, "value": v} for k, v in variables.items()],
                    "ports": [{"name": port, "containerPort": 7100}],
                    "startupProbe": probe, "livenessProbe": copy.deepcopy(probe), "readinessProbe": copy.deepcopy(probe),
                    "resources": {"requests": amount, "limits": dict(amount)},
                    "securityContext": {"readOnlyRootFilesystem": True, "allowPrivilegeEscalation": False,
                                        "capabilities": {"drop": ["ALL"]}},
                    "volumeMounts": [{"name": c, "mountPath": f"/var/{c}"} for c in claims]
                    + [{"name": s, "mountPath": f"/etc/{s}"} for s in secrets]}],
                "volumes": [{"name": s, "secret": {"secretName": s}} for s in secrets]}},
            "volumeClaimTemplates": [{"metadata": {"name": c}} for c in claims]}}


def around(name, port):
    selector = {"app.kubernetes.io/name": name}
    return [
        {"kind": "Service", "metadata": metadata(f"{name}-headless"),
         "spec": {"clusterIP": "None", "selector": selector, "ports": [{"name": port, "port": 7100, "targetPort": port}]}},
        {"kind": "PodDisruptionBudget", "metadata": metadata(name),
         "spec": {"maxUnavailable": 1, "selector": {"matchLabels": selector}}}]


def good():
    """A deployment without fault: the five services, one nats-server, and policies."""
    documents = [
        {"kind": "Namespace", "metadata": {"name": "fivestep", "labels": {"pod-security.kubernetes.io/enforce": "restricted"}}},
        {"kind": "ConfigMap", "metadata": metadata("config"), "data": {}},
        {"kind": "NetworkPolicy", "metadata": metadata("deny"),
         "spec": {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}},
        {"kind": "NetworkPolicy", "metadata": metadata("nats"),
         "spec": {"podSelector": {"matchLabels": {"app.kubernetes.io/name": "nats"}}, "policyTypes": ["Ingress"],
                  "ingress": [{"from": [{"podSelector": {}}], "ports": [{"port": "client"}]}],
                  "egress": [{"to": [{"podSelector": {"matchLabels": {"app.kubernetes.io/name": "nats"}}}],
                              "ports": [{"port": "client"}]}]}}]
    for service in rules.SERVICES:
        secrets = [f"{service}-tls", f"{service}-wrapping-key", "fivestep-tokens", "fivestep-peer"]
        restricted = {}
        if service in rules.HAND_OVER:
            secrets.append("fivestep-restricted-key")
            restricted = {rules.RESTRICTED_KEY: "/etc/fivestep-restricted-key/key"}
        documents.append(workload(service, "grpc", {
            "FIVESTEP_DEPLOYMENT": "local", "FIVESTEP_DATA_DIR": "/var/log", "FIVESTEP_KEY_DIR": "/var/keys",
            "FIVESTEP_BACKUP_DIR": "/var/backups",
            "FIVESTEP_GRPC_LISTEN": "0.0.0.0:7100", "FIVESTEP_HTTP_LISTEN": "0.0.0.0:7200", "FIVESTEP_NATS_URL": "nats://nats",
            "FIVESTEP_TLS_CERT": f"/etc/{service}-tls/tls.crt", "FIVESTEP_TLS_KEY": f"/etc/{service}-tls/tls.key",
            "FIVESTEP_TOKEN_FILE": "/etc/fivestep-tokens/tokens",
            "FIVESTEP_WRAPPING_KEY_FILE": f"/etc/{service}-wrapping-key/key", "FIVESTEP_PEERS": PEERS,
            "FIVESTEP_PEER_TOKEN_FILE": "/etc/fivestep-peer/token", "FIVESTEP_PEER_CA": "/etc/fivestep-peer/ca.crt",
            "FIVESTEP_NATS_REPLICAS": "3", **restricted}, ["log", "keys", "backups"], secrets))
        documents += around(service, "grpc")
    documents.append(workload("nats", "client", {"NATS_STORE": "/var/streams"}, ["streams"]))
    documents[-1]["spec"]["template"]["spec"]["containers"][0]["env"].append(
        {"name": "NATS_TOKEN", "valueFrom": {"secretKeyRef": {"name": "nats-token", "key": "token"}}})
    documents += around("nats", "client")
    return documents


class Broken:
    """The good deployment, and short names for the parts that the cases below break."""

    def __init__(self):
        self.documents = good()
        self.statefulset = self.find("StatefulSet", "analysis")["spec"]
        self.template = self.statefulset["template"]
        self.pod = self.template["spec"]
        self.container = self.pod["containers"][0]
        self.service = self.find("Service", "analysis-headless")["spec"]
        self.budget = self.find("PodDisruptionBudget", "analysis")["spec"]
        self.policy = self.find("NetworkPolicy", "nats")["spec"]

    def find(self, kind, name):
        return next(d for d in self.documents if d["kind"] == kind and d["metadata"]["name"] == name)

    def remove(self, kind, name):
        self.documents.remove(self.find(kind, name))

    def variable(self, name, value):
        next(v for v in self.container["env"] if v["name"] == name)["value"] = value


# What is broken, and part of the sentence that must come.
CASES = {
    "a Secret is committed": (
        lambda b: b.documents.append({"kind": "Secret", "metadata": metadata("s")}), "this kind has no rule"),
    "two objects have one name": (lambda b: b.documents.append(b.find("ConfigMap", "config")), "two of this name"),
    "the namespace enforces nothing": (
        lambda b: b.find("Namespace", "fivestep")["metadata"].pop("labels"), "pod security is not enforced"),
    "an object is elsewhere": (
        lambda b: b.find("ConfigMap", "config")["metadata"].pop("namespace"), "not in the namespace"),
    "a service is missing": (lambda b: b.remove("StatefulSet", "analysis"), "the service analysis has no StatefulSet"),
    "the selector misses the pods": (
        lambda b: b.template["metadata"]["labels"].update({"app.kubernetes.io/name": "x"}), "does not match the labels"),
    "the selector takes in another's pods": (
        lambda b: b.template["metadata"].update(labels=dict(b.find("StatefulSet", "metrics")["spec"]["selector"]["matchLabels"])),
        "also matches the pods of another"),
    "a Service selects nothing": (lambda b: b.service.update(selector={}), "matches 0 workloads"),
    "a Service leads to no port": (
        lambda b: b.service["ports"][0].update(targetPort="web"), "target port web is not named"),
    "a Service port has no name": (lambda b: b.service["ports"][0].pop("name"), "port 7100 has no name"),
    "the serviceName does not exist": (lambda b: b.statefulset.update(serviceName="x"), "serviceName x does not exist"),
    "the serviceName is not headless": (lambda b: b.service.pop("clusterIP"), "not a headless Service"),
    "a service is scaled": (lambda b: b.statefulset.update(replicas=2), "one writer"),
    "a third service has the key of the restricted stream": (
        lambda b: b.find("StatefulSet", "codesign")["spec"]["template"]["spec"]["containers"][0]["env"].append(
            {"name": rules.RESTRICTED_KEY, "value": "/etc/fivestep-tokens/tokens"}), "only analysis and metrics may have"),
    "a budget selects every pod": (lambda b: b.budget.update(selector={}), "matches 0 workloads"),
    "a budget lets nobody go": (lambda b: b.budget.update(maxUnavailable=0), "maxUnavailable is not 1"),
    "a budget is missing": (lambda b: b.remove("PodDisruptionBudget", "analysis"), "exactly one disruption budget"),
    "a mount has no volume": (lambda b: b.pod["volumes"].pop(), "which is no volume"),
    "a volume is not mounted": (lambda b: b.container["volumeMounts"].pop(0), "which is mounted nowhere"),
    "an emptyDir has no limit": (
        lambda b: b.pod["volumes"].append({"name": "tmp", "emptyDir": {}}), "tmp has no sizeLimit"),
    "a folder of the host is mounted": (
        lambda b: b.pod["volumes"].append({"name": "host", "hostPath": {"path": "/"}}), "of a kind that has no rule"),
    "a secret is nowhere told of": (
        lambda b: b.pod["volumes"][0]["secret"].update(secretName="hidden"), "secret hidden, of which"),
    "a config map does not exist": (lambda b: b.remove("ConfigMap", "config"), "ConfigMap config, which does not exist"),
    "an image is :latest": (lambda b: b.container.update(image="fivestep:latest"), "no tag, or :latest"),
    "an image has no tag": (lambda b: b.container.update(image="registry:5000/fivestep"), "no tag, or :latest"),
    "a probe is missing": (lambda b: b.container.pop("readinessProbe"), "no readinessProbe"),
    "a probe asks no port": (
        lambda b: b.container["livenessProbe"]["httpGet"].update(port="x"), "livenessProbe asks port x"),
    "a container port has no name": (
        lambda b: b.container["ports"].append({"containerPort": 9}), "container port 9 has no name"),
    "there is no memory limit": (
        lambda b: b.container["resources"]["limits"].pop("memory"), "no memory in its resource limits"),
    "there is no cpu request": (
        lambda b: b.container["resources"]["requests"].pop("cpu"), "no cpu in its resource requests"),
    "the pod may be root": (lambda b: b.pod["securityContext"].pop("runAsNonRoot"), "runAsNonRoot is not true"),
    "the user is root": (lambda b: b.pod["securityContext"].update(runAsUser=0), "runAsUser is not"),
    "there is no seccomp profile": (lambda b: b.pod["securityContext"].pop("seccompProfile"), "seccomp"),
    "the pod holds a token": (lambda b: b.pod.pop("automountServiceAccountToken"), "automountServiceAccountToken"),
    "the grace period is short": (lambda b: b.pod.update(terminationGracePeriodSeconds=5), "less than 30"),
    "the host's network is used": (lambda b: b.pod.update(hostNetwork=True), "hostNetwork is set"),
    "the root file system is writable": (
        lambda b: b.container["securityContext"].pop("readOnlyRootFilesystem"), "readOnlyRootFilesystem is not true"),
    "privileges may grow": (
        lambda b: b.container["securityContext"].pop("allowPrivilegeEscalation"), "allowPrivilegeEscalation is not false"),
    "a capability is added": (
        lambda b: b.container["securityContext"]["capabilities"].update(add=["NET_ADMIN"]), "drop all capabilities"),
    "capabilities are kept": (
        lambda b: b.container["securityContext"].pop("capabilities"), "drop all capabilities"),
    "the container is privileged": (lambda b: b.container["securityContext"].update(privileged=True), "is privileged"),
    "a variable is misspelt": (
        lambda b: b.container["env"].append({"name": "FIVESTEP_NATS_URI", "value": "x"}), "FIVESTEP_NATS_URI, which nothing reads"),
    "a variable is not set": (lambda b: b.container["env"].pop(0), "does not set FIVESTEP_DEPLOYMENT"),
    "a file is not mounted": (
        lambda b: b.variable("FIVESTEP_TOKEN_FILE", "/etc/tokens"), "/etc/tokens, which is not on a mounted volume"),
    "the log does not outlive the pod": (
        lambda b: b.variable("FIVESTEP_DATA_DIR", "/etc/fivestep-tokens"), "does not outlive the pod"),
    "a peer is missing": (
        lambda b: b.variable("FIVESTEP_PEERS", PEERS.split(",", 1)[1]), "FIVESTEP_PEERS names"),
    "a peer's address is no Service": (
        lambda b: b.variable("FIVESTEP_PEERS", PEERS.replace("metrics-headless", "x")), "metrics at x:7100, which is no Service"),
    "a peer's address is another's": (
        lambda b: b.variable("FIVESTEP_PEERS", PEERS.replace("metrics-headless", "codesign-headless")), "which is another service"),
    "nothing is denied": (lambda b: b.remove("NetworkPolicy", "deny"), "denies everything by default"),
    "a policy guards nobody": (
        lambda b: b.policy.update(podSelector={"matchLabels": {"app.kubernetes.io/name": "x"}}), "podSelector matches no pods"),
    "a policy lets everybody in": (
        lambda b: b.policy["ingress"][0].pop("from"), "open to all callers"),
    "a policy lets everything out": (lambda b: b.policy["egress"][0].pop("to"), "open to all addresses"),
    "a policy leads nowhere": (
        lambda b: b.policy["egress"][0]["to"][0].update(podSelector={"matchLabels": {"a": "b"}}), "pods that do not exist"),
    "a policy opens no port": (
        lambda b: b.policy["ingress"][0]["ports"][0].update(port="cleint"), "port cleint is not named by nats"),
}


class RulesTest(unittest.TestCase):

    def test_finds_nothing_in_a_deployment_without_fault(self):
        self.assertEqual(rules.check(good(), PAGE), [])

    def test_finds_each_fault(self):
        for what, (breaking, sentence) in CASES.items():
            with self.subTest(what):
                broken = Broken()
                breaking(broken)
                violations = rules.check(broken.documents, PAGE)
                self.assertTrue(any(sentence in v for v in violations), f"expected '{sentence}' among {violations}")


if __name__ == "__main__":
    unittest.main()
