"""What the bot does: rasa-sdk actions in this process, forms, default actions and responses.

runner       finds out what a name is, and runs it
executor     rasa-sdk actions with a time limit; threads for those that are no coroutines
form_loop    a run of a form: validate, ask, close
catalogue    all actions of ours; one file each in orders/, products/ and service/
shop_form    the base of our forms' checks, write_action that of what a form ends in
context      the turn that an action runs in, beyond rasa-sdk's tracker
"""
