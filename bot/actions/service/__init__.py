"""Actions about the shop itself: stores, shipping, newsletter, complaints."""
