"""Moto's server, with what moto 5.2 gets wrong about change sets and updates set right in this process alone.

Without these the real tools stop at moto, not at Regatta; docs/compatibility.md lists each of them.
"""

import sys

from moto.cloudformation.models import ChangeSet, CloudFormationBackend
from moto.cloudformation.responses import CloudFormationResponse
from moto.server import main

apply_resources = ChangeSet.apply
delete_change_set = CloudFormationBackend.delete_change_set
create_change_set = CloudFormationBackend.create_change_set
resolve_parameters = CloudFormationBackend._resolve_update_parameters


def apply_all(self):
    """An executed change set sets the stack's template, outputs and tags too, not its resources alone."""
    apply_resources(self)
    stack = self.stack
    stack.template = self.template
    stack.template_dict = self.template_dict
    stack.parameters = self.parameters
    stack.output_map = stack._create_output_map()
    if self.tags:
        stack.tags = self.tags


def delete_change_set_if_any(self, change_set_name):
    """AWS says nothing about a change set that is not there; moto answers 500."""
    known = self.change_sets
    if change_set_name in known or any(c.change_set_name == change_set_name for c in known.values()):
        delete_change_set(self, change_set_name)


def create_change_set_of_tags(self, *args, **kwargs):
    """Other tags are a change; to moto only template and parameters are."""
    change_set_id, stack_id = create_change_set(self, *args, **kwargs)
    change_set = self.change_sets[change_set_id]
    if change_set.status == "FAILED" and change_set.tags and change_set.tags != change_set.stack.tags:
        change_set.status, change_set.execution_status = "CREATE_COMPLETE", "AVAILABLE"
        change_set.status_reason = None
    return change_set_id, stack_id


def resolve_with_defaults(self, instance, incoming_params):
    """The previous value of a parameter that was left to its default is that default; moto answers 500."""
    declared = getattr(instance, "template_dict", {}).get("Parameters", {})
    for name, parameter in declared.items():
        if "Default" in parameter:
            instance.parameters.setdefault(name, parameter["Default"])
    return resolve_parameters(self, instance, incoming_params)


def refuse_no_update(self, incoming_params, stack_body, old_stack):
    """Refused is what changes nothing; moto refuses other tags too, and lets through what has no parameters."""
    from moto.cloudformation.exceptions import ValidationError

    if self._get_param("ChangeSetName"):
        return
    parameters = self._get_param_values(incoming_params, old_stack.stack_parameters) if incoming_params else {}
    tags = {item["Key"]: item["Value"] for item in self._get_param("Tags", [])}
    same_parameters = all(old_stack.stack_parameters.get(k) == v for k, v in parameters.items())
    if old_stack.template == stack_body and same_parameters and (not tags or tags == old_stack.tags):
        raise ValidationError(old_stack.name, message="No updates are to be performed.")


ChangeSet.apply = apply_all
CloudFormationBackend.delete_change_set = delete_change_set_if_any
CloudFormationBackend.create_change_set = create_change_set_of_tags
CloudFormationBackend._resolve_update_parameters = resolve_with_defaults
CloudFormationResponse._validate_different_update = refuse_no_update

main(sys.argv[1:])
