from __future__ import annotations

from pathlib import Path

import pytest

from bot.endpoints.endpoint import read_endpoint
from retrieval.source_problem import SourceError
from retrieval.yaml_file import parse_yaml

SECTION = "action_endpoint:\n  url: https://actions.example/webhook\n  cafile: certs/ca.pem\n"
CERTIFICATE = """-----BEGIN CERTIFICATE-----
MIIBdTCCARugAwIBAgIUKDUb2oMEH2ZFXxXldexiaXA0gq4wCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEc2hvcDAgFw0yNjExMjQxNjUyNDdaGA8yMTI2MTAzMTE2NTI0
N1owDzENMAsGA1UEAwwEc2hvcDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMjF
cM2UxIQQDNOPwXyJMXZXAOqZ0/qFnq++pgpC9SzdWsnyGfKqNaKUNK6CdzwKpWl9
8ylXo4TX8OEwH2jhCOSjUzBRMB0GA1UdDgQWBBSEDg1bi71Ii/EQvU/iKLCrd12Y
gDAfBgNVHSMEGDAWgBSEDg1bi71Ii/EQvU/iKLCrd12YgDAPBgNVHRMBAf8EBTAD
AQH/MAoGCCqGSM49BAMCA0gAMEUCIEY+cT4I5yJ77d2XJdfIjgTklZQ3YP+nEu9x
uwgIo+6QAiEA66QRBYyHGQGMp6mmkNSE2OroF3PWszZb0s7OnIs482M=
-----END CERTIFICATE-----
"""


def test_a_cafile_is_looked_for_in_the_project_wherever_the_command_was_started(
    tmp_path: Path,
) -> None:
    path = tmp_path / "endpoints.yml"
    document = parse_yaml(SECTION, path)
    with pytest.raises(SourceError, match=r"endpoints\.yml:3: 'action_endpoint\.cafile': No such"):
        read_endpoint(document, "action_endpoint", {}, path)
    (tmp_path / "certs").mkdir()
    (tmp_path / "certs/ca.pem").write_text(CERTIFICATE)
    endpoint = read_endpoint(document, "action_endpoint", {}, path)
    assert endpoint is not None
    assert endpoint.cafile == tmp_path / "certs/ca.pem"
    assert endpoint.trusted()
